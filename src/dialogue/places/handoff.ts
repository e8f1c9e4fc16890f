import type { Place } from '../../domain/conversation.js';
import { sentence } from '../../domain/phrases.js';
import { noMatch, type Room } from '../room.js';
import { takeMessage } from './message.js';

type HandoffPlace = Extract<Place, { at: 'handoff' }>;

/** Being connected to a line's staff; when nobody picks up, a message is taken: one failing leg never ends a call. */
export const handoffRoom: Room<HandoffPlace> = {
  arrive(place, context) {
    const line = context.line(place.line);
    const words = context.say(sentence('handoff.connecting', { line: line.name }));
    const whisper = context.say(sentence('handoff.whisper', { line: line.name }));
    return { place, replies: [{ verb: 'transfer', words, line, whisper }] };
  },

  take(place, input, context) {
    if (input.kind !== 'transferred') return noMatch;
    if (input.answered) return { kind: 'end', lead: [sentence('goodbye')] };
    const line = context.line(place.line);
    const lead = context.say(sentence('handoff.unanswered', { line: line.name }));
    return { kind: 'scene', scene: takeMessage(line, lead, context) };
  },
};
