import { newCase } from '../../cases/new-case.js';
import type { CaseMessage } from '../../domain/cases/case.js';
import type { Place } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Reply } from '../../domain/conversation/reply.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Line } from '../../domain/hotline/line.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

const maxSeconds = 120;

/** Leaving a message (留言), spoken or written; it becomes a case with a number that exists for ever. */
export const messagePlace: PlaceBehaviour<PlaceAt<'message'>> = {
  arrive(place, context, manner) {
    return takeMessage(context.line(place.line), '', context, manner === 'full');
  },

  arriveWith(place, context, lead) {
    return takeMessage(context.line(place.line), context.say(...lead), context);
  },

  take(place, input, context) {
    const left = messageIn(input, context);
    if (left) return keep(place, left, context);
    return input.kind === 'recording' ? { kind: 'no-match', hint: [sentence('message.empty')] } : noMatch;
  },
};

/** Asks for a message, after words that say why. */
export function takeMessage(line: Line, lead: string, context: TurnContext, isFull = true): Scene {
  const place: Place = { at: 'message', line: line.id };
  if (context.turn.can.recording) {
    const words = lead + (isFull ? context.say(sentence('message.record')) : '');
    return { place, replies: [{ verb: 'record', words, maxSeconds }] };
  }
  const asked = context.say(sentence('message.write', { line: line.name }));
  const words = [lead, isFull ? asked : ''].filter((part) => part !== '').join('\n');
  const reply: Reply = { verb: 'ask', words, keys: { count: null, hashEnds: true, waitSeconds: 10 } };
  return { place, replies: [reply] };
}

function messageIn(input: Input, context: TurnContext): { message: CaseMessage; sourceId: string } | null {
  if (input.kind === 'recording' && input.seconds > 0) {
    const { url, seconds, recordingId } = input;
    return { message: { kind: 'recording', url, seconds }, sourceId: recordingId };
  }
  const { heard } = context;
  if (!heard || heard.rule) return null;
  return { message: { kind: 'text', text: heard.text }, sourceId: context.turn.deliveryId };
}

async function keep(
  place: PlaceAt<'message'>,
  left: { message: CaseMessage; sourceId: string },
  context: TurnContext,
): Promise<Move> {
  const { channel, personId, conversationId, at } = context.turn;
  const whose = { line: place.line, channel, personId, conversationId };
  // The recording's callback may have come first: the caller is told the number it got.
  const made = await newCase(context.services.cases, { ...left, ...whose }, at);
  const effects: readonly Effect[] = made.isNew ? [{ kind: 'open-case', case: made.case }] : [];
  return { kind: 'end', lead: [sentence('message.kept', { caseNo: made.case.caseNo })], effects };
}
