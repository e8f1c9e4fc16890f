import type { LineId } from './line.js';

/**
 * Whom to ring for a caller, for how long, and what they hear. All legs of a plan ring at once and the first who accepts
 * has the call. To ring one after another is a plan for each step: when nobody takes the call, the next step is planned,
 * and when there is none, a message is taken. A channel only writes a plan down.
 * @example two desks of one line ring together for 25 seconds:
 * {
 *   line: 'port-clearance',
 *   legs: [{ kind: 'sip', address: 'sip:1201@pbx.example' }, { kind: 'number', address: '+862265661890' }],
 *   ringSeconds: 25,
 *   whisper: '口岸通关来电，请按一接听。',
 * }
 */
export interface RingPlan {
  readonly line: LineId;
  /** Whom to ring, the most wanted first. A provider that cannot ring them all rings the first ones. */
  readonly legs: readonly Leg[];
  /** How long the legs ring; 0 where a message is passed on and nothing rings. */
  readonly ringSeconds: number;
  /** What a colleague hears on picking up, before taking the call; empty where nothing rings. */
  readonly whisper: string;
}

/** One colleague at one address. */
export interface Leg {
  readonly kind: 'number' | 'sip' | 'wechat';
  /** E.164 (`+862265661890`), a SIP address (`sip:1201@pbx.example`), or a 客服帐号 (`kf2001@tjgj`), as `kind` says. */
  readonly address: string;
  /** The offer that rings here, by which what comes of it is known; absent where nobody was reserved. */
  readonly offerId?: string;
}
