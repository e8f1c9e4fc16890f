import type { Place } from '../../domain/conversation/conversation.js';
import { noMatch, type Room } from '../room.js';
import { answerRoom } from './answer.js';
import { candidatesRoom } from './candidates.js';
import { formRoom } from './form.js';
import { handoffRoom } from './handoff.js';
import { menuRoom } from './menu.js';
import { messageRoom } from './message.js';
import { optionsRoom } from './options.js';
import { questionRoom } from './question.js';
import { topicRoom } from './topic.js';

const overRoom: Room<Extract<Place, { at: 'over' }>> = {
  arrive: (place) => ({ place, replies: [] }),
  take: () => noMatch,
};

type Rooms = { readonly [At in Place['at']]: Room<Extract<Place, { at: At }>> };

const rooms: Rooms = {
  menu: menuRoom,
  form: formRoom,
  candidates: candidatesRoom,
  answer: answerRoom,
  topic: topicRoom,
  options: optionsRoom,
  handoff: handoffRoom,
  question: questionRoom,
  message: messageRoom,
  over: overRoom,
};

/** @returns the room of a place's kind */
export function roomOf<P extends Place>(place: P): Room<P> {
  return rooms[place.at] as unknown as Room<P>;
}
