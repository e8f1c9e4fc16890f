import type { Callback } from '../../domain/callbacks/callback.js';
import { CallRefused, type Dialler } from '../../domain/callbacks/dialler.js';
import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { CallbackRules } from '../../domain/hotline/rules.js';
import type { Clock } from '../../domain/time/clock.js';
import { nextStep } from './next-step.js';

type Say = (fields: object, message: string) => void;

export interface CallbackDuty {
  readonly callbacks: CallbackStore;
  readonly rules: () => CallbackRules;
  readonly isOpen: (line: LineId, at: number) => boolean;
  /** Whether those who came before were served, and a colleague has time. */
  readonly isTheirTurn: (one: Callback, at: number) => Promise<boolean>;
  /** Null: colleagues ring. */
  readonly dialler: Dialler | null;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly warn: Say };
  /** Waits between two requests. */
  readonly pause: (ms: number) => Promise<void>;
}

/** The provider begins one call a second; whatever is above it would wait there, where nothing can be taken back. */
const apartMs = 1_000;
const atOnce = 50;
/** A call whose end nobody told is over by then. */
const longestRingMs = 5 * 60_000;

/**
 * Rings whoever is to be called back and can be, when it is their turn, in the order of their places: one request each, one a second over all processes. Whoever
 * cannot be is left to a colleague, with the reason.
 */
export async function callBack(duty: CallbackDuty, isStopped: () => boolean): Promise<void> {
  const { callbacks, rules, isOpen, clock, dialler } = duty;
  await endHanging(duty);
  for (const one of await callbacks.due(clock.now(), atOnce)) {
    if (isStopped()) return;
    const at = clock.now();
    const canDial = dialler !== null;
    const step = nextStep(one, rules(), { at, isOpen: isOpen(one.line, at), canDial });
    if (step.does === 'colleague') await callbacks.toColleague(one.caseNo, step.because);
    if (step.does !== 'ring' || !dialler || (await isRungAlready(one, duty))) continue;
    if (await duty.isTheirTurn(one, at)) await ring(one, step.number, dialler, duty);
  }
}

/** Whoever left two cases is not rung for one while they are on the telephone for the other. */
async function isRungAlready({ caseNo, number }: Callback, { callbacks }: CallbackDuty): Promise<boolean> {
  const isOnTelephone = (other: Callback) =>
    other.caseNo !== caseNo && other.number === number && (other.state === 'dialled' || other.state === 'reached');
  return (await callbacks.open()).some(isOnTelephone);
}

async function ring(
  { caseNo, attempts }: Callback,
  number: string,
  dialler: Dialler,
  duty: CallbackDuty,
): Promise<void> {
  const { callbacks, rules, clock, log, pause } = duty;
  const last = await callbacks.lastDialledAt();
  const waitMs = last === null ? 0 : last + apartMs - clock.now();
  // A clock that was set back says nothing of when that was.
  if (waitMs > 0) await pause(Math.min(waitMs, apartMs));
  const at = clock.now();
  if (!(await callbacks.dial(caseNo, at))) return;
  const attempt = attempts + 1;
  try {
    await callbacks.noteCall(caseNo, await dialler.dial(caseNo, attempt, number, rules().ringSeconds));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    log.warn({ case: caseNo, attempt, err: error }, 'somebody could not be called back');
    const again = error instanceof CallRefused ? {} : againAfter(attempt, at, rules());
    await callbacks.settle(caseNo, { state: 'not-reached', at, reason, ...again });
  }
}

/** @returns when somebody who was not reached is rung again; nothing where it was the last time */
export function againAfter(attempt: number, at: number, { attempts, pauseMinutes }: CallbackRules): { dueAt?: number } {
  return attempt < attempts ? { dueAt: at + pauseMinutes * 60_000 } : {};
}

/** Of a call whose end was never told, nobody knows more than that it is over. */
async function endHanging({ callbacks, rules, clock, log }: CallbackDuty): Promise<void> {
  const at = clock.now();
  for (const { caseNo, state, attempts } of await callbacks.hanging(at - longestRingMs)) {
    if (state !== 'dialled') continue;
    log.warn({ case: caseNo, attempt: attempts }, 'what came of a call back was never told; it counts as not reached');
    await callbacks.settle(caseNo, {
      state: 'not-reached',
      at,
      reason: 'never told',
      ...againAfter(attempts, at, rules()),
    });
  }
}
