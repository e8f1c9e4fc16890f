import type { Parameters, TwilioAccount, TwilioWire } from '../twilio-wire.js';
import type { Behaviour } from './behaviour.js';
import type { Delivered, Signal } from './signals.js';
import type { Timeline } from './timeline.js';

/** How an exchange behaves where its provider's documents leave room. */
export interface ExchangeOptions {
  readonly timeline?: Timeline;
  /**
   * What becomes of the other telephones of a `<Dial>` when one is picked up: they ring on until somebody has pressed 1, or stop at once.
   * Twilio's documents can be read both ways.
   */
  readonly othersRing?: 'until-accepted' | 'until-picked-up';
  /** What a leg is said to be whose call another took. */
  readonly losersAre?: 'canceled' | 'no-answer';
  /** Whether the end of a Dial says if anybody talked; some accounts are not told. */
  readonly tellsBridged?: boolean;
  /** Whether the end of a call is told before the call: what is sent beside it overtook it. */
  readonly tellsEndFirst?: boolean;
  readonly signals?: Delivered;
  /** What a telephone does when it rings; without it, it rings until somebody acts. */
  readonly behaviour?: (address: string) => Behaviour;
}

/** A telephone rang, or could not: what a test holds the routing against. */
export interface Ring {
  readonly at: number;
  readonly address: string;
  /** The caller's call. */
  readonly callSid: string;
  /** Whether the telephone was in use: whoever is busy should not have been rung. */
  readonly wasEngaged: boolean;
}

/** All that an exchange's options say, to be changed while it works. */
export type WaysOf<Options> = { -readonly [Name in Exclude<keyof Options, 'timeline'>]-?: Required<Options>[Name] };

/** What calls, legs and telephones ask of the exchange that joins them. */
export interface Switchboard {
  readonly account: TwilioAccount;
  readonly timeline: Timeline;
  readonly options: WaysOf<ExchangeOptions>;
  /** Every ring of a telephone, oldest first. */
  readonly rings: Ring[];
  /** Reports something beside a call, as often and as late as signals come here. */
  report(wire: TwilioWire, signal: Signal): Promise<void>;
  /** @returns what is told of a new recording of so many seconds */
  recordingOf(seconds: number): Parameters;
}
