import type { Danger } from '../../domain/content/danger.js';
import type { MessagePlace, Place } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { spellUrgentNumbers } from '../../domain/language/spoken.js';
import { begunDanger } from '../moves/danger.js';
import type { TurnContext } from '../turn/context.js';
import type { Move, Scene } from '../turn/move.js';
import { askFor } from '../turn/written-input.js';
import { helpLines } from './help-lines.js';
import { caseOf } from './left-message.js';
import { takeMessage } from './message.js';

/**
 * Whom to ring first, and a person at once: connected where that can be and anybody is there. Elsewhere the words that help are the answer, since what is
 * passed on to a colleague leaves no room for them: what was said is kept as a case (工单), and what is written next reaches a colleague.
 */
export async function toDanger(danger: Danger, heardIn: TurnContext): Promise<Move> {
  const context = danger.isEnglish ? heardIn.inEnglish() : heardIn;
  const { place } = context.conversation;
  const { can, at } = context.turn;
  const line = context.line('general').id;
  const isOpen = context.standing(context.line(line)).open;
  const { place: kept, effects } = await keep(danger, messageAt(place, line, context), context);
  const { left } = kept;
  const attendance =
    isOpen && can.handoff === 'connect' ? await context.services.seats.attendance(line, at, 0, true) : 'nobody';
  const first = firstOf(danger, context);
  // Telephones ring only after what is said: who helps besides is told where none rings.
  const isRung = attendance === 'free';
  const told = isRung ? [first] : [first, ...helpLines(danger, context)];
  const helpUntold = isRung && danger.help.length > 0 && { helpUntold: danger.id };
  const remembers: Memory = left ? { danger: { ...left, ...helpUntold, at } } : {};
  const also = (more: Sentence): readonly Sentence[] => [...told, more];
  if (attendance !== 'nobody')
    return { kind: 'line', line, lead: also(sentence('danger.connecting')), effects, remembers };
  const isThere = isOpen || (place.at === 'colleague' && place.isTaken === true);
  const isPassedOn = isThere && can.handoff === 'pass-on';
  const scene = isPassedOn
    ? withColleague(place, line, also(sentence('danger.passing-on')), context)
    : leaveMore(kept, also, context);
  return { kind: 'scene', scene: { ...scene, effects, remembers } };
}

/** Where a message is being left, or a number to call, or within minutes of words like these, what is said now joins the same case. */
function messageAt(place: Place, line: string, context: TurnContext): MessagePlace {
  if (place.at === 'message') return place;
  const last = (place.at === 'callback' && place.left) || begunDanger(context);
  return { at: 'message', line, ...(last && { left: { caseNo: last.caseNo, parts: last.parts } }) };
}

/** Whom to ring first, before anything else is said. */
function firstOf({ words, isEnglish }: Danger, { turn }: TurnContext): Sentence {
  if (turn.can.medium === 'text') return sentence('as-written', { words: words.text });
  return sentence('as-written', { words: isEnglish ? `${words.voice} ` : spellUrgentNumbers(words.voice) });
}

/** Opens a case of what was said, by day, too: nobody may write again. What is said within a message joins it. */
async function keep(
  { title }: Danger,
  place: MessagePlace,
  context: TurnContext,
): Promise<{ place: MessagePlace; effects: readonly Effect[] }> {
  const { heard, turn } = context;
  const text = `【${title}】${heard?.text ?? ''}`;
  if (place.left) {
    const { caseNo, parts } = place.left;
    const effects = [{ kind: 'add-to-case', caseNo, text } as const];
    return { place: { ...place, left: { caseNo, parts: parts + 1 } }, effects };
  }
  const whole = place.begun ? `${place.begun}\n${text}` : text;
  const made = await caseOf(
    place,
    { message: { kind: 'text', text: whole }, sourceId: turn.deliveryId, kind: 'help' },
    context,
  );
  const effects = made.isNew ? [{ kind: 'open-case', case: made.case } as const] : [];
  return { place: { ...place, left: { caseNo: made.case.caseNo, parts: 1 } }, effects };
}

function withColleague(before: Place, line: string, told: readonly Sentence[], context: TurnContext): Scene {
  const place: Place = before.at === 'colleague' ? before : { at: 'colleague', line, since: context.turn.at };
  return { place, replies: [askFor(context.say(...told))] };
}

/** Where nobody is on duty, that is said: whoever waited for a colleague would wait in vain. */
function leaveMore(place: MessagePlace, also: (more: Sentence) => readonly Sentence[], context: TurnContext): Scene {
  const standing = context.standing(context.line(place.line));
  const reopens = standing.open ? null : (standing.reopensAt ?? context.turn.at);
  if (context.turn.can.recording) {
    const more = reopens === null ? sentence('danger.message') : sentence('danger.message-closed', { reopens });
    return takeMessage(place, context.say(...also(more)), context, false);
  }
  const caseNo = place.left?.caseNo ?? '';
  const more =
    reopens === null ? sentence('danger.kept', { caseNo }) : sentence('danger.kept-closed', { caseNo, reopens });
  return { place, replies: [askFor(context.say(...also(more)))] };
}
