import type { Place } from '../../domain/conversation/conversation.js';
import { sentence } from '../../domain/language/phrases.js';
import { planPassingOn } from '../../hotline/routing.js';
import { intentByRule } from '../../understanding/exact.js';
import { keyIn } from '../../understanding/normalise.js';

import type { TurnContext } from '../context.js';
import { mainMenu, noMatch, type Room, type Scene } from '../room.js';
import { messageRoom } from './message.js';

type QuestionPlace = Extract<Place, { at: 'question' }>;

/** Writing the question that is passed on to a line: staff should see the question itself, not the key before it. */
export const questionRoom: Room<QuestionPlace> = {
  arrive(place, context, manner) {
    const words =
      manner === 'brief' ? '' : context.say(sentence('handoff.question', { line: context.line(place.line).name }));
    return { place, replies: [{ verb: 'ask', words, keys: { count: null, hashEnds: true, waitSeconds: 10 } }] };
  },

  take(place, input, context) {
    if (input.kind !== 'text' && input.kind !== 'speech') return noMatch;
    if (keyIn(input.text) !== null || intentByRule(input.text, context.content) !== null) return noMatch;
    // The line may have closed since the question was asked for: look again.
    if (!context.standing(context.line(place.line)).open) {
      return messageRoom.take({ at: 'message', line: place.line }, input, context);
    }
    return { kind: 'scene', scene: passOn(place.line, context) };
  },
};

/** Passes the message of this turn on to a line's staff. */
export function passOn(lineId: string, context: TurnContext): Scene {
  const line = context.line(lineId);
  const words = context.say(sentence('handoff.passing-on', { line: line.name }));
  return { place: mainMenu, replies: [{ verb: 'connect', words, plan: planPassingOn(line) }] };
}
