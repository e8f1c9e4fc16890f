import type { Json } from '../../domain/proofs/canonical-json.js';
import type { BeaconValue } from '../beacon/seal-randomness.js';
import type { RegisterRow } from '../register/register.js';
import type { Receipt } from '../seal/receipt.js';
import type { Seal } from '../seal/seal.js';

/**
 * All of a draw in one file (凭证包): what was promised, what came, and what came out. Whoever has it needs nobody's word.
 */
export interface Bundle {
  readonly v: 'yibo-draw/1';
  readonly seal: Seal;
  readonly seal_hash: string;
  /** What the seal's register is the root of; null where the file leaves it out for its size. */
  readonly register: readonly RegisterRow[] | null;
  /** What the seal's `people` is the root of, where it has one. */
  readonly people: readonly RegisterRow[] | null;
  /** The seal's round, and those of arrivals; or all that accounts typed, whether it was alike or not; none before, and of a chain of codes. */
  readonly beacon: readonly BeaconValue[];
  /** The codes that were revealed, the first first, in hexadecimal. */
  readonly codes: readonly string[];
  /** What came out; null before, and of a draw that is void. */
  readonly result: { readonly [name: string]: Json } | null;
  readonly receipts: readonly Receipt[];
  /** The hash of the last receipt, of the seal without any: what page and telephone tell (the first 8 digits), so that none can be left out at the end. */
  readonly head: string;
  /**
   * A time stamp from outside (RFC 3161, base64) over the seal's hash. Whether it is over that is checked here; whose it is, by `openssl ts -verify`. Without one,
   * the time of the seal is the bureau's own word.
   */
  readonly stamp: string | null;
}

/** Every field of a bundle, and no other: a file of another version is not read as this one. */
export const bundleFields = [
  'v',
  'seal',
  'seal_hash',
  'register',
  'people',
  'beacon',
  'codes',
  'result',
  'receipts',
  'head',
  'stamp',
] as const;

/** The fields of a seal that every kind has; those with `?` may be missing. */
export const sealFields = [
  'v',
  'draw',
  'system',
  'mode',
  'rule',
  'register',
  'people?',
  'beacon',
  'code?',
  'sealed_at?',
  'reveal_by?',
  'previous',
] as const;
