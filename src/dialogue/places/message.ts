import { addedRecordingsWanted } from '../../cases/recordings-wanted.js';
import { withinWords } from '../../content/time-limit-words.js';
import type { MessagePlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Input } from '../../domain/conversation/turn.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { begunCase, caseOfMinutesAgo, joinedCase } from '../moves/begun-case.js';
import { begunDanger } from '../moves/danger.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { askFor } from '../turn/written-input.js';
import { caseOf, type Left } from './left-message.js';
import { keptIn, keptSpoken } from './wished.js';
import { takeWritten } from './written-message.js';

const maxSeconds = 120;

/** Leaving a message (留言), spoken or written; it becomes a case with a number that exists for ever. */
export const messagePlace: PlaceBehaviour<MessagePlace> = {
  arrive(place, context, manner) {
    return takeMessage(place, '', context, manner === 'full');
  },

  arriveWith(place, context, lead) {
    return takeMessage(place, context.say(...lead), context);
  },

  // Whoever was cut short and has nothing to add has left a message all the same.
  async silent({ left }, context) {
    if (!left || begunDanger(context)) return noMatch;
    return { kind: 'end', lead: await keptIn(left.caseNo, 'message.left-spoken', context) };
  },

  async take(place, input, context) {
    if (context.turn.can.medium === 'text') return takeWritten(place, input, context);
    // Whoever presses a key before the beep has heard enough.
    if (input.kind === 'keys') return { kind: 'scene', scene: takeMessage(place, '', context, false) };
    const left = spokenIn(input, context);
    if (!left) return input.kind === 'recording' ? { kind: 'no-match', hint: [emptyWords(place, context)] } : noMatch;
    // The recording's callback may have come first: the caller is told the number it got.
    const known = await context.services.cases.bySource(left.sourceId);
    const joins = known ? null : await joinedBy(place, context);
    if (joins !== null) {
      const { message, sourceId } = left;
      const event = { kind: 'added', at: context.turn.at, by: 'person', message, sourceId } as const;
      const lead = await keptIn(joins, 'message.left-spoken', context);
      const wanted = addedRecordingsWanted(event, { caseNo: joins, conversationId: context.turn.conversationId });
      const effects = [{ kind: 'case-event', caseNo: joins, event } as const, ...wanted];
      if (isCutShort(input) && canGoOn(place)) return goOn(place, joins, effects, context);
      return { kind: 'end', lead, effects };
    }
    const made = await caseOf(place, left, context);
    const effects: readonly Effect[] = made.isNew ? [{ kind: 'open-case', case: made.case }] : [];
    const { caseNo } = made.case;
    if (isCutShort(input)) return goOn(place, caseNo, effects, context);
    // Whoever ends it with 0 wants a person as well.
    const wantsPerson = input.kind === 'recording' && input.endedBy === '0';
    if (wantsPerson && context.standing(context.line(place.line)).open)
      return { kind: 'line', line: place.line, lead: [sentence('message.kept-first', { caseNo })], effects };
    return { kind: 'end', lead: keptSpoken('message.left-spoken', made.case), effects };
  },
};

/** An exchange may report a second less. */
function isCutShort(input: Input): boolean {
  return input.kind === 'recording' && input.endedBy === undefined && input.seconds >= maxSeconds - 1;
}

/** So often whoever was cut short may go on. */
const mostPieces = 5;

function canGoOn({ left }: MessagePlace): boolean {
  return (left?.parts ?? 0) + 1 < mostPieces;
}

/** Says that the recorder was full, and records what is left to say: it joins the same case. */
function goOn({ line, left }: MessagePlace, caseNo: string, effects: readonly Effect[], context: TurnContext): Move {
  const place: MessagePlace = { at: 'message', line, left: { caseNo, parts: (left?.parts ?? 0) + 1 } };
  const words = context.say(sentence('message.full'));
  return { kind: 'scene', scene: { ...takeMessage(place, words, context, false), effects } };
}

/** @returns the case that a spoken message joins: one that was begun in this call, or what the same number left minutes ago */
async function joinedBy({ line, left }: MessagePlace, context: TurnContext): Promise<string | null> {
  const begun = left ?? joinedCase(line, context);
  if (begun) return begun.caseNo;
  return (await caseOfMinutesAgo(line, context))?.caseNo ?? null;
}

/** Asks for a message, after words that say why. */
export function takeMessage(asked: MessagePlace, lead: string, context: TurnContext, isFull = true): Scene {
  const { left, begun } = asked;
  const { id, name } = context.line(asked.line);
  const place: MessagePlace = { at: 'message', line: id, ...(begun && { begun }), ...(left && { left }) };
  if (context.turn.can.recording) {
    const words = lead + (isFull ? context.say(recordWords(place, context)) : '');
    return { place, replies: [{ verb: 'record', words, maxSeconds }] };
  }
  const more = context.say(left ? sentence('message.more') : sentence('message.write', { line: name }));
  return { place, replies: [askFor([lead, isFull ? more : ''].filter((part) => part !== '').join('\n'))] };
}

/** Whoever was heard already is not asked to say it again. */
function recordWords({ line, left }: MessagePlace, context: TurnContext): Sentence {
  if (begunDanger(context)) return sentence('danger.record');
  const begun = left ?? begunCase(line, context);
  if (begun && begun.parts > 0) return sentence('message.record-more');
  if (!context.isCallable) return sentence('message.record-withheld');
  // What is left there is answered later than the greeting of the night promises for other messages.
  if (line === complaintsLine) {
    const { reply } = context.content.cases.clocks;
    return sentence('message.record-complaint', { within: withinWords(reply.complaint ?? reply.usual) });
  }
  return sentence('message.record');
}

/** What is said where nothing was: whoever was heard before has left something all the same. */
export function emptyWords(place: MessagePlace, context: TurnContext): Sentence {
  const asked = recordWords(place, context);
  return saidBefore.has(asked.phrase) ? asked : sentence('message.empty');
}

const saidBefore: ReadonlySet<Sentence['phrase']> = new Set(['danger.record', 'message.record-more']);

function spokenIn(input: Input, { heard, turn }: TurnContext): Left | null {
  if (input.kind === 'recording' && input.seconds > 0) {
    const { url, seconds, recordingId } = input;
    return { message: { kind: 'recording', url, seconds }, sourceId: recordingId };
  }
  if (!heard || heard.rule) return null;
  return { message: { kind: 'text', text: heard.text }, sourceId: turn.deliveryId };
}
