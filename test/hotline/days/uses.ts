import type { Exchange } from '../../../src/simulator/telephones/exchange.js';

const looksEveryMs = 1_000;

/** Looks every second which telephones are in use: they ring, or somebody listens or talks there. */
export class Uses {
  private readonly usedAt = new Map<string, number[]>();

  constructor(private readonly exchange: Exchange) {
    this.look();
  }

  /** Whether that telephone was in use at any time from `from` to `to`. */
  wasUsed(address: string, from: number, to: number): boolean {
    return (this.usedAt.get(address) ?? []).some((at) => from <= at && at <= to);
  }

  private look(): void {
    const { timeline, rung } = this.exchange;
    for (const { address, state } of rung) {
      if (state === 'idle') continue;
      const times = this.usedAt.get(address) ?? [];
      times.push(timeline.now());
      this.usedAt.set(address, times);
    }
    timeline.after(looksEveryMs, () => this.look());
  }
}
