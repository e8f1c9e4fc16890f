import { sentence } from '../../domain/language/phrases.js';
import { passOn } from '../moves/to-line.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';
import { messagePlace } from './message.js';

/** Writing the question that is passed on to a line: staff should see the question itself, not the key before it. */
export const questionPlace: PlaceBehaviour<PlaceAt<'question'>> = {
  arrive(place, context, manner) {
    const words =
      manner === 'brief' ? '' : context.say(sentence('handoff.question', { line: context.line(place.line).name }));
    return { place, replies: [{ verb: 'ask', words, keys: { count: null, hashEnds: true, waitSeconds: 10 } }] };
  },

  take(place, input, context) {
    if (!context.heard || context.heard.rule) return noMatch;
    // The line may have closed since the question was asked for: look again. Where nothing can be passed on, it is kept, too.
    if (!context.standing(context.line(place.line)).open || context.turn.can.handoff === 'none') {
      return messagePlace.take({ at: 'message', line: place.line }, input, context);
    }
    return passOn(place.line, context);
  },
};
