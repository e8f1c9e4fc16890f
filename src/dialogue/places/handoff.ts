import type { Place } from '../../domain/conversation/conversation.js';
import type { Line } from '../../domain/hotline/line.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../context.js';
import { noMatch, type Room, type Scene } from '../room.js';
import { takeMessage } from './message.js';

type HandoffPlace = Extract<Place, { at: 'handoff' }>;

/** Being connected to a line's staff; when nobody picks up, a message is taken: one failing leg never ends a call. */
export const handoffRoom: Room<HandoffPlace> = {
  arrive(place, context) {
    return connect(context.line(place.line), context);
  },

  take(place, input, context) {
    if (input.kind !== 'transferred') return noMatch;
    if (input.answered) return { kind: 'end', lead: [sentence('goodbye')] };
    const line = context.line(place.line);
    const lead = context.say(sentence('handoff.unanswered', { line: line.name }));
    return { kind: 'scene', scene: takeMessage(line, lead, context) };
  },
};

/** Rings the line's staff. @param lead said instead of the line's name, where something has to be explained */
export function connect(line: Line, context: TurnContext, lead: readonly Sentence[] = []): Scene {
  const words = context.say(...(lead.length > 0 ? lead : [sentence('handoff.connecting', { line: line.name })]));
  const whisper = context.say(sentence('handoff.whisper', { line: line.name }));
  return { place: { at: 'handoff', line: line.id }, replies: [{ verb: 'transfer', words, line, whisper }] };
}
