import type { WaitingPlace } from '../../domain/conversation/conversation.js';
import type { Option, Reply } from '../../domain/conversation/reply.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { Attendance } from '../../domain/hotline/seats.js';
import type { Wait } from '../../domain/hotline/waiting.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { endOf } from '../../hotline/waiting/deadline.js';
import type { Ahead } from '../../hotline/waiting/place-in-line.js';
import { likelyRange } from '../../hotline/waiting/range.js';
import { canBeCalledBack } from '../moves/begun-case.js';
import { isInDanger } from '../moves/danger.js';
import type { TurnContext } from '../turn/context.js';
import type { Scene } from '../turn/move.js';
import { helpUntold } from './help-lines.js';
import { keepWaiting } from './keep-waiting.js';
import { numberUntold } from './told-number.js';
import { waitOver } from './wait-over.js';

/** How a caller stands when they are to wait. */
interface Situation {
  /** What they are told besides, before anything of the wait; nothing where absent. */
  readonly told?: readonly Sentence[];
  /** Why, or that it goes on. */
  readonly because: Sentence;
  readonly attendance: Attendance;
  readonly ahead: Ahead;
}

/** Where somebody can be rung, only so long is listened before. */
const shortSeconds = 3;
/** So long is listened after a key or words that were answered. */
export const againSeconds = 5;
/** What can be pressed is said in the first wait turn, and again after so many. */
const choicesEvery = 4;
/** From so many of the last who were served, and within so long, it is told how long it takes. */
const mostServed = 20;
const servedWithinMs = 3_600_000;
/** What was told may be so much too short before a longer time is kept to oneself. */
const toleratedMs = 60_000;

/**
 * Lets a caller wait for one turn: says little, and listens for a key, which also cuts short what is said. Silence leads to the next round of
 * ringing.
 */
export async function waitTurn(
  place: WaitingPlace,
  { told = [], because, attendance, ahead }: Situation,
  context: TurnContext,
): Promise<Scene> {
  const { at } = context.turn;
  const line = context.line(place.line);
  const wait = noticing(attendance, place.wait, at);
  const leftMs = endOf(wait, context.rules) - at;
  if (leftMs <= 0) return waitOver(line, wait, context, told);
  const stands = await placeWords(line.id, wait, ahead, context);
  const isLeft = wait.nobodySince === at;
  const untold = helpUntold(context);
  const number = await numberUntold(context);
  const saysChoices = wait.turns % choicesEvery === 0 || isLeft;
  const words = context.say(
    ...told,
    ...number.told,
    because,
    ...untold.told,
    ...stands.words,
    ...(saysChoices ? [choicesWords(line.id, context)] : []),
  );
  const isNext = attendance === 'free' && ahead.unrung === 0;
  const seconds = Math.min(isNext ? shortSeconds : context.rules.waitTurnSeconds, Math.ceil(leftMs / 1000));
  const after: WaitingPlace = { ...place, wait: { ...wait, ...stands.wait, turns: wait.turns + 1 } };
  const scene = waitHere(after, words, seconds, context);
  return { ...scene, remembers: { ...number.remembers, ...untold.remembers } };
}

/** Says something to somebody who waits, and goes on listening. */
export function waitHere(place: WaitingPlace, words: string, seconds: number, context: TurnContext): Scene {
  const keys = { count: 1, hashEnds: false, waitSeconds: seconds };
  const listening: Reply = {
    verb: 'choose',
    words,
    options: choicesOf(place.line, context),
    keys,
    hints: context.hints,
  };
  return { place, replies: [listening], effects: [keepWaiting(place, 'waiting', context)] };
}

/** What can be pressed while waiting; its labels are said by `waiting.choices`. */
export function choicesOf(line: LineId, context: TurnContext): readonly Option[] {
  const keys = canBeCalledBack(line, context) ? ['1', '2', '*'] : ['2', '*'];
  return keys.map((key) => ({ key, label: '' }));
}

export function choicesWords(line: LineId, context: TurnContext): Sentence {
  const isCalledBack = canBeCalledBack(line, context);
  if (isInDanger(context)) return sentence(isCalledBack ? 'waiting.choices-danger' : 'waiting.choices-danger-withheld');
  if (isCalledBack) return sentence('waiting.choices');
  return context.isCallable ? sentence('waiting.choices-anonymous') : sentence('waiting.choices-withheld');
}

/** Notices when nobody is there any more, and when somebody is again. */
function noticing(attendance: Attendance, { nobodySince, ...wait }: Wait, at: number): Wait {
  return attendance === 'nobody' ? { ...wait, nobodySince: nobodySince ?? at } : wait;
}

/**
 * The place is said at first and when it is better, never worse, and not at all to the first in line. With it goes how long it may take, unless
 * that is later than what was told before: an estimate that grows is worse than none. Whoever is in danger hears of no others.
 */
export async function placeWords(
  line: string,
  { told, toldUntil, isUrgent }: Wait,
  { all }: Ahead,
  { services, turn: { at } }: TurnContext,
): Promise<{ readonly words: readonly Sentence[]; readonly wait: Pick<Wait, 'told' | 'toldUntil'> }> {
  if (isUrgent) return { words: [], wait: {} };
  if (all === 0) return { words: [], wait: { told: 0 } };
  if (told !== undefined && all >= told) return { words: [], wait: {} };
  const place = sentence('waiting.place', { count: all });
  const range = likelyRange(await services.waiting.lastServed(line, at - servedWithinMs, mostServed), all);
  if (range === null) return { words: [place], wait: { told: all } };
  const { from, to } = range;
  const until = at + to * 60_000;
  if (toldUntil !== undefined && until > toldUntil + toleratedMs) return { words: [place], wait: { told: all } };
  const time = from === to ? sentence('waiting.about', { to }) : sentence('waiting.range', { from, to });
  return { words: [place, time], wait: { told: all, toldUntil: until } };
}
