import type { Clock } from './clock.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Nobody sets a clock by more than this for a summer time or a second. */
const stepMs = hourMs;
/** Work of every hour that was not done for longer: either nobody ran the service, or the clock is wrong. */
const gapMs = 7 * dayMs;
/** A clock is corrected within a day, or it is right after all. */
const holdMs = dayMs;

/**
 * Whether a clock is to be believed in what cannot be undone, such as removing what is older than a month. A clock that was set, or that says that such work
 * has not been done for a week, is believed once this process has lived with it for a day: by a clock that nobody sets.
 * @example the machine starts in 2036, and an hour later its clock is corrected: nothing was removed by the year 2036
 */
export class SteadyClock {
  private readonly startedMs: number;
  private aheadMs: number;
  private setAtMs: number | null = null;

  /** @param nowMs a clock that nobody sets, such as `performance.now` */
  constructor(
    private readonly clock: Clock,
    private readonly nowMs: () => number,
  ) {
    this.startedMs = nowMs();
    this.aheadMs = clock.now() - this.startedMs;
  }

  /**
   * @param lastAt when the work was last done, by the same clock; null: never
   * @returns why the clock is not believed; null when it is
   */
  doubt(lastAt: number | null): string | null {
    const nowMs = this.nowMs();
    const now = this.clock.now();
    if (Math.abs(now - nowMs - this.aheadMs) > stepMs) this.setAtMs = nowMs;
    this.aheadMs = now - nowMs;
    if (this.setAtMs !== null && nowMs - this.setAtMs < holdMs) return 'the clock was set by more than an hour';
    const isNew = nowMs - this.startedMs < holdMs;
    if (isNew && lastAt !== null && now - lastAt > gapMs) return 'by this clock it was not done for more than a week';
    return null;
  }
}
