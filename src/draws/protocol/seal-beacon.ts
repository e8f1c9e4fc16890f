import { fewestWays, timesNeeded, waysOf } from '../beacon/numbers.js';
import { quicknet } from '../beacon/quicknet.js';
import { leadSeconds, roundForSeal } from '../beacon/rounds.js';
import { type CodesBeacon, dueOf, type NumbersBeacon, type SealedBeacon } from '../beacon/sealed-beacon.js';
import { DrawRefused } from './draw-refused.js';
import type { DrawRule } from './draw-rule.js';
import { inWords } from './parts.js';

/** What a draw is to wait for. */
export interface BeaconAsked {
  readonly rule: DrawRule;
  /** A round of quicknet; null: the first that comes after the lead. */
  readonly round: number | null;
  /** Numbers or codes in place of a round. */
  readonly beacon?: NumbersBeacon | CodesBeacon;
}

/** What a seal says of its beacon and its codes. */
export interface BeaconPlan {
  readonly beacon: SealedBeacon;
  readonly mode: DrawRule['mode'];
  /** How long the chain of codes is; null: there is none. */
  readonly steps: number | null;
  /** Seconds since 1970; null of a public draw. */
  readonly revealBy: number | null;
}

/**
 * What a seal of a moment waits for, and until when its code is revealed.
 * @param at seconds since 1970
 * @throws DrawRefused for what may be known before it is sealed, and for too few numbers
 */
export function planBeacon(asked: BeaconAsked, at: number): BeaconPlan {
  const { rule } = asked;
  const beacon = asked.beacon ?? { chain: quicknet.hash, round: asked.round ?? roundForSeal(quicknet, at) };
  if ('source' in beacon && beacon.source === 'numbers') refuseTooFew(beacon);
  const due = dueOf(beacon);
  if (due !== null && due < at + leadSeconds) {
    const needs = `a seal of now needs one that comes ${leadSeconds} s later or more`;
    throw new DrawRefused(
      'round' in beacon
        ? `round ${beacon.round} comes at ${inWords(due)}; ${needs}: ${roundForSeal(quicknet, at)}`
        : `the numbers come at ${inWords(due)}; a seal of now needs some that come ${leadSeconds} s later or more`,
    );
  }
  const isByCodes = due === null;
  const mode = isByCodes ? 'sealed' : rule.mode;
  if (mode === 'public') return { beacon, mode, steps: null, revealBy: null };
  const more = isByCodes ? rule.containers : rule.substitutes;
  return { beacon, mode, steps: more + 2, revealBy: (due ?? at) + rule.reveal_within_hours * 3600 };
}

function refuseTooFew({ what, shape }: NumbersBeacon): void {
  if (shape.length === 0 || waysOf(shape) >= fewestWays) return;
  const times = timesNeeded(shape);
  const [only] = shape;
  const remedy =
    times === 0
      ? 'they can come in one way only'
      : shape.length === 1 && only?.ordered
        ? `${fewestCount(only.to - only.from + 1)} of them are needed`
        : `the same ${times} times over is needed`;
  throw new DrawRefused(`${what}: the numbers can come in fewer than 2^50 ways, and could be guessed; ${remedy}`);
}

function fewestCount(n: number): number {
  let count = 1;
  for (let ways = BigInt(n); ways < fewestWays; ways *= BigInt(n)) count++;
  return count;
}
