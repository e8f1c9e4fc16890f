import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import type { Line } from '../../domain/hotline/line.js';
import type { RingPlan } from '../../domain/hotline/ring-plan.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { planRing } from '../../hotline/routing.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch, type Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';
import { takeMessage } from './message.js';

/**
 * Being connected to a line's staff, step by step; when nobody is left to ring, a message is taken: one failing leg
 * never ends a call.
 */
export const handoffPlace: PlaceBehaviour<PlaceAt<'handoff'>> = {
  arrive(place, context) {
    const line = context.line(place.line);
    return connect(line, stepOf(place), { lead: [sentence('handoff.connecting', { line: line.name })] }, context);
  },

  arriveWith(place, context, lead) {
    return connect(context.line(place.line), stepOf(place), { lead }, context);
  },

  take(place, input, context) {
    if (input.kind !== 'transferred') return noMatch;
    if (input.outcome === 'answered') return { kind: 'end', lead: [sentence('goodbye')] };
    const words: ConnectWords = { lead: [], nobody: input.outcome === 'busy' ? 'handoff.busy' : 'handoff.unanswered' };
    return { kind: 'scene', scene: connect(context.line(place.line), stepOf(place) + 1, words, context) };
  },
};

/** @returns whom a line rings at that step, with what they hear in the words of this content; null for nobody */
export function ringPlanOf(line: Line, step: number, content: Content): RingPlan | null {
  return planRing(line, step, word(content, 'voice', sentence('handoff.whisper', { line: line.name })));
}

/** Which step of ringing a place stands at; the first, where a conversation was stored before there were steps. */
export function stepOf(place: PlaceAt<'handoff'>): number {
  return place.step ?? 0;
}

/** What is said before it rings, and what where nobody is left to ring: that they are busy only when it is true. */
interface ConnectWords {
  readonly lead: readonly Sentence[];
  readonly nobody?: 'handoff.busy' | 'handoff.unanswered';
}

/** Rings whoever a line rings at that step, after words that say so; takes a message when that is nobody. */
function connect(
  line: Line,
  step: number,
  { lead, nobody = 'handoff.unanswered' }: ConnectWords,
  context: TurnContext,
): Scene {
  const plan = ringPlanOf(line, step, context.content);
  if (!plan)
    return takeMessage({ at: 'message', line: line.id }, context.say(sentence(nobody, { line: line.name })), context);
  return {
    place: { at: 'handoff', line: line.id, step },
    replies: [{ verb: 'connect', words: context.say(...lead), plan }],
  };
}
