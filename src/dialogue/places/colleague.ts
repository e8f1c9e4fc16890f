import { sentence } from '../../domain/language/phrases.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** With a colleague (人工客服). What is written there is passed on before any place is asked (`moves/with-colleague.ts`). */
export const colleaguePlace: PlaceBehaviour<PlaceAt<'colleague'>> = {
  arrive(place, context) {
    const words = context.say(sentence('colleague.there', { line: context.line(place.line).name }));
    return { place, replies: [{ verb: 'say', words }] };
  },

  take: () => noMatch,
};
