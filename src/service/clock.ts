import type { Clock } from '../domain/time/clock.js';

/** The service's clock: the real one, or one that was set and runs on from there. Where real time stands still, it moves only when it is passed. */
export class ServiceClock implements Clock {
  private aheadMs = 0;

  constructor(
    startsAt: number | null,
    private readonly real: () => number = Date.now,
  ) {
    if (startsAt !== null) this.set(startsAt);
  }

  now(): number {
    return this.real() + this.aheadMs;
  }

  set(at: number): void {
    this.aheadMs = at - this.real();
  }

  /** Lets so many ms pass at once. */
  pass(ms: number): void {
    this.aheadMs += ms;
  }
}
