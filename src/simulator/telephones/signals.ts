import type { Parameters } from '../twilio-wire.js';

/** Something that is reported beside a call: its end, what a leg does, a recording that is there. */
export interface Signal {
  readonly what: 'call-ended' | 'leg' | 'recording';
  readonly url: string;
  readonly parameters: Parameters;
}

/**
 * How a signal comes: after how many ms, each time that it does. As a rule at once and once; a test may let it come late, twice, out of
 * order or never.
 * @example
 * const legsComeTwice: Delivered = ({ what }) => (what === 'leg' ? [0, 2_000] : [0]);
 * const nothingIsReported: Delivered = () => [];
 */
export type Delivered = (signal: Signal) => readonly number[];

export const atOnce: Delivered = () => [0];
