import type { HandoffPlace } from '../../domain/conversation/conversation.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { afterRound, ringRound } from './ring-round.js';
import { waitNoMore } from './wait-over.js';

/** Being connected to a line's staff, round by round; between two rounds the caller waits. One failing leg never ends a call. */
export const handoffPlace: PlaceBehaviour<HandoffPlace> = {
  arrive(place, context) {
    return ringRound(place, [sentence('handoff.connecting', { line: context.line(place.line).name })], context);
  },

  arriveWith(place, context, lead) {
    return ringRound(place, lead, context);
  },

  async take(place, input, context) {
    if (input.kind !== 'transferred') return noMatch;
    const { outcome, isCallerGone = false } = input;
    if (outcome === 'answered') return talkOver(place, isCallerGone, context);
    if (!context.standing(context.line(place.line)).open) {
      return { kind: 'line', line: place.line, effects: [waitNoMore('message', context)] };
    }
    return { kind: 'scene', scene: await afterRound(place, outcome, context) };
  },
};

/** Whoever is still there is asked how it was; but not in a danger to a life. */
function talkOver({ line }: HandoffPlace, isCallerGone: boolean, context: TurnContext): Move {
  const effects = [waitNoMore('served', context)];
  const wasDanger = context.conversation.trail?.steps.some(({ came }) => came === 'danger') ?? false;
  const isAsked = !isCallerGone && !wasDanger;
  if (!isAsked) return { kind: 'end', lead: [sentence('goodbye')], effects };
  return { kind: 'go', place: { at: 'rating', line }, effects };
}
