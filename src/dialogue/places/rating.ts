import { type Rating, ratings } from '../../domain/calls/call-record.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move, Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

type RatingPlace = PlaceAt<'rating'>;

/**
 * Asked to rate a talk (满意度) in one key when it is over. Whoever says nothing, or hangs up, has not taken part; another key is asked for once
 * more, and then no longer.
 */
export const ratingPlace: PlaceBehaviour<RatingPlace> = {
  arrive: (place, context) => ask(place, context),

  choices: () => keysOfRatings,

  silent: () => goodbye,

  take(place, input, context) {
    const rating = input.kind === 'keys' ? ratings[Number(input.keys) - 1] : inWords(context.heard);
    if (rating) return { kind: 'scene', scene: thank(rating, context) };
    return place.isAgain ? goodbye : { kind: 'go', place: { ...place, isAgain: true } };
  },
};

const keysOfRatings = ratings.map((_, index) => ({ key: String(index + 1), label: '' }));
const goodbye: Move = { kind: 'end', lead: [sentence('goodbye')] };

function ask(place: RatingPlace, context: TurnContext): Scene {
  return { place, replies: [context.choose(context.say(sentence('rating.ask')), keysOfRatings)] };
}

function thank(rating: Rating, context: TurnContext): Scene {
  const words = context.say(sentence('rating.thanks'));
  return { place: { at: 'over', rating }, replies: [{ verb: 'end', words }] };
}

/** @example 不太满意 is dissatisfied, and 挺满意的 satisfied */
function inWords(heard: Heard | null): Rating | undefined {
  const words = heard?.words ?? '';
  if (/不太?(?:满意|好|行)|很差|差劲/.test(words)) return 'dissatisfied';
  if (/一般|凑合|还行|还可以/.test(words)) return 'neutral';
  return /满意|很好|挺好/.test(words) ? 'satisfied' : undefined;
}
