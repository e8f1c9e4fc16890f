import type { HandoffPlace, WaitingPlace } from '../../domain/conversation/conversation.js';
import type { KeyInput } from '../../domain/conversation/reply.js';
import type { Line } from '../../domain/hotline/line.js';
import type { RingPlan } from '../../domain/hotline/ring-plan.js';
import type { Attendance, RingRequest } from '../../domain/hotline/seats.js';
import type { Wait } from '../../domain/hotline/waiting.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { endOf } from '../../hotline/waiting/deadline.js';
import { speaksOfDanger } from '../moves/danger.js';
import type { TurnContext } from '../turn/context.js';
import { mainMenu, type Scene } from '../turn/move.js';
import { keepWaiting } from './keep-waiting.js';
import { takeMessage } from './message.js';
import { standInLine } from './stand-in-line.js';
import { waitNoMore, waitOver } from './wait-over.js';
import { waitTurn } from './wait-turn.js';

/** True only where somebody is rung. */
const saysThatPersonComes: ReadonlySet<Sentence['phrase']> = new Set([
  'handoff.connecting',
  'danger.connecting',
  'silence.person',
  'no-match.person',
]);

/** Why a person is needed, without the promise that one comes. */
function withoutPromise(one: Sentence): readonly Sentence[] {
  if (one.phrase === 'guesses.person') return [sentence('guesses.message')];
  return saysThatPersonComes.has(one.phrase) ? [] : [one];
}

/**
 * One round of ringing for a line, from the caller's own leg: whoever may be rung now is reserved and rung. Where nobody may, the caller
 * waits; where nobody is there from the first, a message is taken.
 * @param lead said before it rings: as little as can be, for the telephone rings only after it. Where nobody can be rung, what it tells
 *   besides that a person comes is said all the same: whom to ring when a life is in danger, the number of a case
 */
export async function ringRound(
  { line: id, step = 0, wait: known }: HandoffPlace | WaitingPlace,
  lead: readonly Sentence[],
  context: TurnContext,
): Promise<Scene> {
  const { seats } = context.services;
  const { at, conversationId } = context.turn;
  const line = context.line(id);
  const [{ wait, ahead }, seen] = await Promise.all([
    standInLine(line, known, context),
    seats.look(line.id, conversationId),
  ]);
  const leftMs = endOf(wait, context.rules) - at;
  const told = lead.flatMap(withoutPromise);
  if (leftMs <= 0) return waitOver(line, wait, context, told);
  const request: RingRequest = {
    conversationId,
    line: line.id,
    round: step,
    waitedMs: at - wait.enteredAt,
    leftMs,
    ahead: ahead.unrung,
    isUrgent: wait.isUrgent ?? false,
    ...(context.language !== 'zh' && { language: context.language }),
    at,
  };
  const plan = await seats.ring(request, seen);
  const stands = {
    at: 'handoff',
    line: line.id,
    step,
    wait,
    ...(hasHeardMenu(context) && { isMenuHeard: true }),
  } as const;
  if (plan) return connect(stands, lead, plan, context);
  const attendance = await seats.attendance(line.id, at, at - wait.enteredAt, wait.isUrgent);
  if (attendance === 'nobody' && !known) return nobodyThere(line, told, context);
  const because = whyWaiting(line, known, attendance);
  return waitTurn({ at: 'waiting', line: line.id, step, wait }, { told, because, attendance, ahead }, context);
}

/** Whoever was in a form or another list, or has waited, was told of other keys than those of the first menu. */
function hasHeardMenu({ conversation: { place }, input }: TurnContext): boolean {
  if (input.kind === 'arrival') return false;
  if (place.at === 'handoff') return place.isMenuHeard === true;
  return place.at === 'menu' && place.menu === mainMenu.menu;
}

const stillWaiting = ['waiting.still', 'waiting.still-second', 'waiting.still-third'] as const;

/** Why somebody waits, or that they do still: never the same twice in a row; that nobody is there is told once. */
function whyWaiting({ name }: Line, known: Wait | undefined, attendance: Attendance): Sentence {
  if (attendance === 'nobody' && known?.nobodySince === undefined) return sentence('waiting.nobody', { line: name });
  if (!known) return sentence('waiting.busy', { line: name });
  return sentence(stillWaiting[(known.turns - 1) % stillWaiting.length] ?? 'waiting.still');
}

/** After a round in vain: the caller is asked how to go on, and listened to, before the next. */
export async function afterRound(
  place: HandoffPlace,
  outcome: 'busy' | 'no-answer' | 'failed',
  context: TurnContext,
): Promise<Scene> {
  const line = context.line(place.line);
  const { wait, ahead } = await standInLine(line, place.wait, context);
  const attendance = await context.services.seats.attendance(
    line.id,
    context.turn.at,
    context.turn.at - wait.enteredAt,
    wait.isUrgent,
  );
  const isBusy = outcome === 'busy' && attendance === 'busy';
  const inVain = sentence(isBusy ? 'handoff.busy' : 'waiting.unanswered', { line: line.name });
  const isLeft = attendance === 'nobody' && wait.nobodySince === undefined;
  const because = isLeft ? sentence('waiting.nobody', { line: line.name }) : inVain;
  const waiting = { at: 'waiting', line: line.id, step: (place.step ?? 0) + 1, wait } as const;
  return waitTurn(waiting, { because, attendance, ahead }, context);
}

/** A second is the least that a provider listens after its words. */
const beforeRinging: KeyInput = { count: 1, hashEnds: false, waitSeconds: 1 };

function connect(place: HandoffPlace, lead: readonly Sentence[], plan: RingPlan, context: TurnContext): Scene {
  // Whoever is in danger is connected, whatever they touch.
  const isHeard = speaksOfDanger(context) === null;
  return {
    place,
    replies: [{ verb: 'connect', words: context.say(...lead), plan, ...(isHeard && { keys: beforeRinging }) }],
    effects: [keepWaiting(place, 'ringing', context)],
    ...(context.conversation.memory?.wait && { remembers: { wait: undefined } }),
  };
}

function nobodyThere(line: Line, told: readonly Sentence[], context: TurnContext): Scene {
  const lead = context.say(...told, sentence('handoff.unanswered', { line: line.name }));
  const scene = takeMessage({ at: 'message', line: line.id }, lead, context);
  return { ...scene, effects: [waitNoMore('message', context)] };
}
