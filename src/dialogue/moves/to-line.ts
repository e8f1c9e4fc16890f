import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { planPassingOn } from '../../hotline/routing.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';

/**
 * What leading to a line's people (转人工) comes to now: being connected at once where that can be, else being asked for the
 * question to pass on, or passing on the one that was asked; and when nobody is on duty, hearing until when, and leaving a
 * message. Where nothing can be passed on, a question that was asked is the message.
 */
export function toLine(
  { line: id, lead = [], isQuestion = false }: Extract<Move, { kind: 'line' }>,
  context: TurnContext,
): Move {
  const line = context.line(id);
  if (!context.standing(line).open) {
    return { kind: 'go', place: { at: 'message', line: line.id }, lead: closedWords(id, context) };
  }
  const { handoff } = context.turn.can;
  if (handoff === 'connect') return { kind: 'go', place: { at: 'handoff', line: line.id }, lead };
  if (handoff === 'pass-on' && isQuestion) return passOn(id, context);
  const isKept = handoff === 'none' && isQuestion && context.heard !== null && !context.heard.rule;
  if (isKept) return { kind: 'taken-at', place: { at: 'message', line: line.id } };
  return { kind: 'go', place: { at: 'question', line: line.id }, lead };
}

/** Passes the message of this turn on to a line's staff. */
export function passOn(lineId: string, context: TurnContext): Move {
  const line = context.line(lineId);
  const words = context.say(sentence('handoff.passing-on', { line: line.name }));
  return {
    kind: 'scene',
    scene: { place: mainMenu, replies: [{ verb: 'connect', words, plan: planPassingOn(line) }] },
  };
}

/** Why nobody answers; not again for the person that the greeting has just said it of. */
export function closedWords(lineId: string, context: TurnContext): readonly Sentence[] {
  const line = context.line(lineId);
  const standing = context.standing(line);
  const wasOpen = context.standingAt(line, context.conversation.startedAt).open;
  const isTold = lineId === 'general' && !context.isNew && !wasOpen;
  if (standing.open || isTold) return [];
  const reopens = standing.reopensAt ?? context.turn.at;
  return [sentence('handoff.closed', { line: line.name, because: standing.because, reopens })];
}
