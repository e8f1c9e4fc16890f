import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DutyStore } from '../domain/duties/stores.js';
import type { Clock } from '../domain/time/clock.js';
import { SteadyClock } from '../domain/time/steady.js';
import { type Duty, every, type SharedParts } from './every.js';
import { type Chained, type Follower, follow } from './follow.js';
import type { WorkLog } from './log.js';
import type { Repeater } from './repeat.js';

export interface DutyParts extends Chained {
  readonly duties: DutyStore;
}

/** Names a process among all that share a database, for operators too. */
export function processName(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}

/** A minute is the most that a duty may wait for a process that died; renewals and looks come on top of this. */
const defaultLeaseMs = 20_000;

/**
 * All that this process does beside requests, in turn with the other processes on its database.
 * @example
 * const duties = new Duties(store, { clock, log });
 * duties.every({ name: 'retention', periodMs: 3_600_000, work: (isStopped) => keepRetention(duty, isStopped) });
 * await duties.stop();
 */
export class Duties {
  private readonly repeaters = new Map<string, Repeater>();
  private readonly parts: SharedParts;

  constructor(
    private readonly stores: DutyParts,
    {
      clock,
      log,
      leaseMs = defaultLeaseMs,
      steady = new SteadyClock(clock, () => performance.now()),
    }: { clock: Clock; log: WorkLog; leaseMs?: number; steady?: SteadyClock },
  ) {
    this.parts = { store: stores.duties, clock, steady, log, holder: processName(), leaseMs };
  }

  /** Does a duty once in each period, in one process. @throws Error when this process does one of the same name */
  every(duty: Duty): void {
    this.add(duty.name, () => every(this.parts, duty));
  }

  /** Follows the chain of releases, in one process. @throws Error when this process has a follower of the same name */
  follow(follower: Follower): void {
    this.add(`follow:${follower.name}`, () => follow(this.parts, this.stores, follower));
  }

  /** Looks at once whether anything is due. */
  wake(): void {
    for (const repeater of this.repeaters.values()) repeater.wake();
  }

  /** Does a duty now, where it is due and no other process does it: for whoever moves the clock. */
  async catchUp(name: string): Promise<void> {
    await this.repeaters.get(name)?.now();
  }

  /** Begins nothing more; done when the steps under way have ended. */
  async stop(): Promise<void> {
    await Promise.all([...this.repeaters.values()].map((repeater) => repeater.stop()));
  }

  private add(name: string, start: () => Repeater): void {
    if (this.repeaters.has(name)) throw new Error(`this process does "${name}" already`);
    this.repeaters.set(name, start());
  }
}
