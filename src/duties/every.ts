import type { DutyOutcome, DutyStore } from '../domain/duties/stores.js';
import type { Clock } from '../domain/time/clock.js';
import type { SteadyClock } from '../domain/time/steady.js';
import type { WorkLog } from './log.js';
import { growingPause } from './pause.js';
import { renewing } from './renewing.js';
import { type Repeater, repeat } from './repeat.js';

/** What work that is shared by several processes needs. */
export interface SharedParts {
  readonly store: DutyStore;
  readonly clock: Clock;
  readonly log: WorkLog;
  /** Names this process among all that share the database. */
  readonly holder: string;
  /** Says when the clock is not to be believed. */
  readonly steady: SteadyClock;
  /** How long a process that died keeps others from its duties. */
  readonly leaseMs: number;
}

/** Work that is to be done once in a period, by whichever process comes first. */
export interface Duty {
  /** Names it for ever, in the database and in the log. */
  readonly name: string;
  /** Whether what it does cannot be undone: it is held back while the clock is in doubt. */
  readonly isFinal?: boolean;
  /** From one beginning to the next, by the service's clock. */
  readonly periodMs: number;
  /** Does it. @param isStopped to be asked between its steps: true when this process stops, or another has the duty */
  readonly work: (isStopped: () => boolean) => Promise<void>;
}

/** Soon after the start, when callers have been let in. */
const firstAfterMs = 5_000;
/** The clock may be set: nobody sleeps for longer without looking at it. */
const longestSleepMs = 10_000;

/**
 * Does a duty once in each period over all processes on one database. While it is being done, its row is leased to this process; when
 * the process dies, the lease runs out and another does the duty instead. A duty that throws is logged and tried again after a
 * growing pause, at the latest after its period.
 */
export function every(parts: SharedParts, duty: Duty): Repeater {
  const { store, clock, leaseMs } = parts;
  let dueAt = 0;
  const isDue = (): boolean => clock.now() >= dueAt || dueAt > farAt(clock.now(), duty);

  async function step(isStopped: () => boolean): Promise<number> {
    if (!isDue()) return sleepUntil(dueAt);
    const now = clock.now();
    const { name } = duty;
    const begun = await store.begin({ name, holder: parts.holder, leaseMs, now, farAt: farAt(now, duty) });
    if (begun) {
      dueAt = await perform(parts, duty, begun, isStopped);
      return sleepUntil(dueAt);
    }
    const standing = await store.standing(name);
    dueAt = standing?.dueAt ?? 0;
    const isTaken = standing !== null && standing.heldForMs > 0;
    return isTaken ? Math.min(standing.heldForMs, longestSleepMs) : sleepUntil(dueAt);
  }

  // Even what is due at once leaves room for requests.
  const sleepUntil = (at: number): number => Math.min(Math.max(at - clock.now(), 10), longestSleepMs);

  return repeat({ name: duty.name, firstAfterMs: Math.min(firstAfterMs, duty.periodMs), work: step, log: parts.log });
}

/** Nothing is put off for so long, and two clocks differ by less: what is due later was written before a clock was set back. */
function farAt(now: number, { periodMs }: Duty): number {
  return now + 2 * periodMs + 60_000;
}

/** Does the duty while its lease is renewed. @returns when it is due again */
async function perform(
  { store, clock, steady, log, holder, leaseMs }: SharedParts,
  { name, periodMs, isFinal = false, work }: Duty,
  { failures: failuresBefore, endedAt }: Omit<DutyOutcome, 'name'>,
  isStopped: () => boolean,
): Promise<number> {
  const begunAt = clock.now();
  const lease = renewing(() => store.renew(name, holder, leaseMs), leaseMs);
  let failures = 0;
  let dueAt = begunAt + periodMs;
  const doubt = isFinal ? steady.doubt(endedAt) : null;
  try {
    if (doubt !== null) throw new Error(`${doubt}: it is held back for a day, or until the clock is set right`);
    await work(() => isStopped() || lease.isLost());
  } catch (error) {
    failures = failuresBefore + 1;
    const againInMs = Math.min(growingPause(failures), periodMs);
    dueAt = clock.now() + againInMs;
    log.error({ err: error, duty: name, failures, againInMs }, 'a duty failed; it is tried again');
  }
  await lease.stop();
  if (lease.isLost()) log.warn({ duty: name }, 'a duty took so long to be noted that another process may do it, too');
  await store.end(name, holder, { endedAt: doubt === null ? clock.now() : null, dueAt, failures });
  return dueAt;
}
