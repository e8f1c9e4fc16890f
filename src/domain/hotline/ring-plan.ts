import type { LineId } from './line.js';

/**
 * Whom to ring for a caller, and for how long. All legs of a plan ring at once and the first who accepts has the call. To ring one
 * after another is a plan for each round: when nobody takes the call, the next one is made, and while there is none the caller waits.
 * A channel only writes a plan down.
 * @example two desks of one line ring together for 25 seconds:
 * {
 *   line: 'port-clearance',
 *   legs: [{ kind: 'sip', address: 'sip:1201@pbx.example' }, { kind: 'number', address: '+862265661890' }],
 *   ringSeconds: 25,
 * }
 */
export interface RingPlan {
  readonly line: LineId;
  /** Whom to ring, the most wanted first. A provider that cannot ring them all rings the first ones. */
  readonly legs: readonly Leg[];
  /** How long the legs ring; 0 where a message is passed on and nothing rings. */
  readonly ringSeconds: number;
}

/** So many legs ring at once at most: Twilio, and every provider that we know of, rings no more. */
export const mostLegs = 10;

/** One colleague at one address. */
export interface Leg {
  readonly kind: 'number' | 'sip' | 'wechat';
  /** E.164 (`+862265661890`), a SIP address (`sip:1201@pbx.example`), or a 客服帐号 (`kf2001@tjgj`), as `kind` says. */
  readonly address: string;
  /** The offer that rings here, by which what comes of it is known; absent where nobody was reserved. */
  readonly offerId?: string;
}

/** @returns a leg that rings a telephone, by a number or a SIP address, however that is written */
export function telephoneLeg(address: string, offerId?: string): Leg {
  return { kind: /^sips?:/i.test(address) ? 'sip' : 'number', address, ...(offerId !== undefined && { offerId }) };
}
