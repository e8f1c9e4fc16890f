import type { Clock } from '../domain/time/clock.js';

const minuteMs = 60_000;

/**
 * Says which of many equal lines of the log is written: one a minute of each kind, and it tells how many it stands for.
 * @example const lines = new OnceAMinute(clock);
 * lines.pass('disk-full') // 1: write it
 * lines.pass('disk-full') // null: somebody has read it just now
 */
export class OnceAMinute {
  private readonly kinds = new Map<string, { at: number; heldBack: number }>();

  constructor(private readonly clock: Clock) {}

  /**
   * @param kind one of few: each is remembered for ever
   * @returns how many there were since the last line, this one among them; null: not now
   */
  pass(kind: string): number | null {
    const now = this.clock.now();
    const last = this.kinds.get(kind);
    // A clock that was set back must not silence anybody.
    if (last && now >= last.at && now - last.at < minuteMs) {
      last.heldBack += 1;
      return null;
    }
    this.kinds.set(kind, { at: now, heldBack: 0 });
    return (last?.heldBack ?? 0) + 1;
  }
}
