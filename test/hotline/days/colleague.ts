import type { Exchange } from '../../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../../src/simulator/telephones/live-call.js';

/** What a colleague says by their own telephone, in seconds from when the day begins. */
export interface ColleaguePlan {
  readonly callsAfter: number;
  /** Their telephone's own number within the house, such as 1201. */
  readonly telephone: string;
  readonly does: 'leaves' | 'comes-back';
}

/** A time in which a colleague was away, as they were told by the hotline; in ms of the exchange. */
export interface Away {
  readonly address: string;
  readonly from: number;
  /** Null: they did not come back. */
  readonly to: number | null;
}

const keys = { leaves: ['2', '1'], 'comes-back': ['1'] } as const;

/** Notes who is away, by what the hotline answered to whoever said so. */
export class Aways {
  readonly all: Away[] = [];

  constructor(private readonly exchange: Exchange) {}

  plan({ callsAfter, telephone, does }: ColleaguePlan): void {
    const address = `sip:${telephone}@pbx.invalid`;
    this.exchange.timeline.after(callsAfter * 1000, async () => {
      const call = this.exchange.callFrom(address);
      await call.ring();
      for (const key of keys[does]) await call.press(key);
      this.note(address, call);
      await call.hangUp();
    });
  }

  private note(address: string, { heard }: LiveCall): void {
    const now = this.exchange.timeline.now();
    const told = heard.map((one) => (one.kind === 'says' ? one.words : '')).join('');
    const open = this.all.findIndex((one) => one.address === address && one.to === null);
    const before = this.all[open];
    if (before && told.includes('已经恢复接听')) this.all.splice(open, 1, { ...before, to: now });
    if (!before && told.includes('离席到')) this.all.push({ address, from: now, to: null });
  }
}
