import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import type { Place } from '../../domain/conversation/conversation.js';
import type { Line } from '../../domain/hotline/line.js';
import type { RingPlan } from '../../domain/hotline/ring-plan.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { planRing } from '../../hotline/routing.js';
import type { TurnContext } from '../context.js';
import { noMatch, type Room, type Scene } from '../room.js';
import { takeMessage } from './message.js';

type HandoffPlace = Extract<Place, { at: 'handoff' }>;

/**
 * Being connected to a line's staff, step by step; when nobody is left to ring, a message is taken: one failing leg
 * never ends a call.
 */
export const handoffRoom: Room<HandoffPlace> = {
  arrive(place, context) {
    return connect(context.line(place.line), context, { step: stepOf(place) });
  },

  take(place, input, context) {
    if (input.kind !== 'transferred') return noMatch;
    if (input.outcome === 'answered') return { kind: 'end', lead: [sentence('goodbye')] };
    return { kind: 'scene', scene: ring(context.line(place.line), stepOf(place) + 1, '', context) };
  },
};

/**
 * Rings the line's staff.
 * @param lead said instead of the line's name, where something has to be explained
 */
export function connect(
  line: Line,
  context: TurnContext,
  { lead = [], step = 0 }: { readonly lead?: readonly Sentence[]; readonly step?: number } = {},
): Scene {
  const words = context.say(...(lead.length > 0 ? lead : [sentence('handoff.connecting', { line: line.name })]));
  return ring(line, step, words, context);
}

/** @returns whom a line rings at that step, with what they hear in the words of this content; null for nobody */
export function ringPlanOf(line: Line, step: number, content: Content): RingPlan | null {
  return planRing(line, step, word(content, 'voice', sentence('handoff.whisper', { line: line.name })));
}

/** Which step of ringing a place stands at; the first, where a conversation was stored before there were steps. */
export function stepOf(place: HandoffPlace): number {
  return place.step ?? 0;
}

function ring(line: Line, step: number, words: string, context: TurnContext): Scene {
  const plan = ringPlanOf(line, step, context.content);
  if (!plan) return takeMessage(line, context.say(sentence('handoff.unanswered', { line: line.name })), context);
  return { place: { at: 'handoff', line: line.id, step }, replies: [{ verb: 'connect', words, plan }] };
}
