import type { Clock } from '../domain/time/clock.js';

/** The service's clock: the real one, or one that was set and runs on from there. */
export class ServiceClock implements Clock {
  private aheadMs = 0;

  constructor(startsAt: number | null) {
    if (startsAt !== null) this.set(startsAt);
  }

  now(): number {
    return Date.now() + this.aheadMs;
  }

  set(at: number): void {
    this.aheadMs = at - Date.now();
  }

  /** Lets so many ms pass at once. */
  pass(ms: number): void {
    this.aheadMs += ms;
  }
}
