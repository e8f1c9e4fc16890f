import type { Place } from '../../domain/conversation/conversation.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';
import { answerPlace } from './answer.js';
import { callbackPlace } from './callback.js';
import { candidatesPlace } from './candidates.js';
import { casePlace } from './case.js';
import { colleaguePlace } from './colleague.js';
import { drawPlace } from './draw.js';
import { drawToldPlace } from './draw-told.js';
import { dutyPlace } from './duty.js';
import { formPlace } from './form.js';
import { handoffPlace } from './handoff.js';
import { menuPlace } from './menu.js';
import { messagePlace } from './message.js';
import { optionsPlace } from './options.js';
import { questionPlace } from './question.js';
import { ratingPlace } from './rating.js';
import { topicPlace } from './topic.js';
import { waitingPlace } from './waiting.js';

const overPlace: PlaceBehaviour<PlaceAt<'over'>> = {
  arrive: (place) => ({ place, replies: [] }),
  take: () => noMatch,
};

const behaviours: { readonly [At in Place['at']]: PlaceBehaviour<PlaceAt<At>> } = {
  menu: menuPlace,
  form: formPlace,
  candidates: candidatesPlace,
  answer: answerPlace,
  topic: topicPlace,
  options: optionsPlace,
  handoff: handoffPlace,
  waiting: waitingPlace,
  question: questionPlace,
  message: messagePlace,
  colleague: colleaguePlace,
  callback: callbackPlace,
  duty: dutyPlace,
  case: casePlace,
  draw: drawPlace,
  'draw-told': drawToldPlace,
  rating: ratingPlace,
  over: overPlace,
};

/** @returns how a place behaves: to be asked about that place only */
export function behaviourAt({ at }: Place): PlaceBehaviour<Place> {
  return behaviours[at];
}
