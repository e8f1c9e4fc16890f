import type { HandoffPlace, MessagePlace, Place, WaitingPlace } from '../../domain/conversation/conversation.js';
import type { Standing } from '../../domain/hotline/calendar.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { planPassingOn } from '../../hotline/ring-plans.js';
import { onDuty } from '../../hotline/roster/on-duty.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { joinComplaint } from './begun-complaint.js';
import { messageLeft } from './beside-message.js';

/**
 * What leading to a line's people (转人工) comes to now: being connected at once where that can be, else being asked for the
 * question to pass on, or passing on the one that was asked; and when nobody is on duty, hearing until when, and leaving a
 * message. Where nothing can be passed on, a question that was written is the message.
 */
export function toLine(
  { line: id, lead = [], leadClosed = [], isQuestion = false }: Extract<Move, { kind: 'line' }>,
  context: TurnContext,
): Move {
  const line = context.line(id);
  const { handoff, medium } = context.turn.can;
  const isWritten = isQuestion && medium === 'text' && context.heard !== null && !context.heard.rule;
  const waited = waitLeft(line.id, context);
  if (!context.standing(line).open) {
    if (waited) return { kind: 'go', place: waited, remembers: { wait: undefined } };
    const place = messageFor(line.id, context);
    if (isWritten) return { kind: 'taken-at', place, lead: closedWords(id, context) };
    return { kind: 'go', place, lead: [...leadClosed, ...closedWords(id, context)] };
  }
  const { place } = context.conversation;
  // Asking for a colleague again changes nothing.
  if (place.at === 'colleague' && (id === 'general' || id === place.line)) return { kind: 'go', place };
  if (handoff === 'connect') {
    const ringing: HandoffPlace = waited ? { ...waited, at: 'handoff' } : { at: 'handoff', line: line.id };
    return { kind: 'go', place: ringing, ...(lead.length > 0 && { lead }) };
  }
  if (handoff === 'pass-on' && isQuestion) return passOn(id, context);
  if (handoff === 'none' && isWritten) return { kind: 'taken-at', place: messageFor(line.id, context) };
  return { kind: 'go', place: { at: 'question', line: line.id }, lead };
}

/** @returns where somebody waited for a line before they looked something up: they go on there, and the time meanwhile is no part of the wait */
function waitLeft(line: string, { conversation: { memory }, turn }: TurnContext): WaitingPlace | null {
  const left = memory?.wait;
  if (!left || (line !== 'general' && line !== left.line)) return null;
  const wait = { ...left.wait, since: left.wait.since + turn.at - left.at };
  return { at: 'waiting', line: left.line, step: left.step, wait };
}

/** Whoever is leaving a message stays with it, unless it is for another line. What somebody wrote to get there begins it. */
function messageFor(line: string, context: TurnContext): MessagePlace {
  const { conversation, heard } = context;
  const place = messageLeft(context) ?? conversation.place;
  const isTheirs = place.at === 'message' && (line === 'general' || line === place.line);
  const before: MessagePlace = isTheirs ? place : { at: 'message', line, ...leftAt(place) };
  if (heard?.rule?.leadsTo.kind !== 'line' || before.left) return before;
  return { ...before, begun: before.begun ? `${before.begun}\n${heard.text}` : heard.text };
}

/** Whoever asked to be called back and wants to write instead goes on with the same case. */
function leftAt(place: Place): Pick<MessagePlace, 'left'> {
  return place.at === 'callback' && place.left ? { left: place.left } : {};
}

/** Passes the message of this turn on to a line's staff, as the first or one more; how to come back is told with the first. */
export function passOn(lineId: string, context: TurnContext): Move {
  const { place: before } = context.conversation;
  const line = context.line(lineId);
  const isFirst = before.at !== 'colleague';
  const words = isFirst ? context.say(sentence('handoff.passing-on', { line: line.name })) : '';
  const otherwise = context.say(sentence('handoff.not-passed', { line: line.name }));
  const staff = onDuty(context.content, line.id, context.turn.at);
  const place: Place = isFirst ? { at: 'colleague', line: line.id, since: context.turn.at } : before;
  const reply = { verb: 'connect', words, otherwise, plan: planPassingOn(line.id, staff) } as const;
  return { kind: 'scene', scene: { place, replies: [reply], ...joinComplaint(line.id, context) } };
}

/** Why nobody answers; not again for the person that the greeting has just said it of, unless they ask for one once more. */
export function closedWords(lineId: string, context: TurnContext): readonly Sentence[] {
  const line = context.line(lineId);
  const standing = context.standing(line);
  const wasOpen = context.standingAt(line, context.conversation.startedAt).open;
  const isAgain = context.conversation.place.at === 'message';
  const isTold = lineId === 'general' && !context.isNew && !wasOpen && !isAgain;
  if (standing.open || isTold) return [];
  const reopens = standing.reopensAt ?? context.turn.at;
  if (!isAgain && isGreetedWith(standing, context)) return [sentence('handoff.closed-too', { line: line.name })];
  return [sentence('handoff.closed', { line: line.name, because: standing.because, reopens })];
}

/** Whether a caller has heard in the greeting what holds for this line, too: why nobody answers, and until when. */
function isGreetedWith(standing: Standing, context: TurnContext): boolean {
  const { turn, isNew, conversation } = context;
  const greeted = context.standingAt(context.line('general'), conversation.startedAt);
  if (turn.can.medium !== 'voice' || isNew || greeted.open || standing.open) return false;
  return greeted.because === standing.because && greeted.reopensAt === standing.reopensAt;
}
