import type { Json } from '../../domain/proofs/canonical-json.js';
import type { Register } from '../register/register.js';
import type { Seal } from '../seal/seal.js';
import type { Shapes } from './shapes.js';

/** What a draw is computed from, besides its seal. */
export interface DrawInput {
  readonly seal: Seal;
  /** From which the seeds come: beacon, seal and code. */
  readonly key: Buffer;
  /** What the seal's `register` is the root of. */
  readonly register: Register;
  /** What its `people` is the root of, where it has one: whose bureau is which. */
  readonly people: Register | null;
}

/** One way to draw, told by what its seal holds. */
export interface DrawKind {
  readonly name: string;
  /** The fields of a seal of this kind, besides those that every seal has. */
  readonly fields: Shapes;
  /** What its rule must hold, among others. */
  readonly rule?: Shapes;
  readonly is: (seal: Seal) => boolean;
  /** Whether its register can only be one of people, whose ids are 执法证号. */
  readonly isOfPeople?: true;
  /**
   * What came out: the same for whoever has the same seal, register, beacon and code.
   * @throws RuleFault where the rule cannot be applied
   */
  readonly draw: (input: DrawInput) => { readonly [name: string]: Json };
  /** For draws that go on after the beacon: what a receipt of that kind must say, by what was said before. */
  readonly receipts?: Readonly<Record<string, ReceiptRule>>;
}

/** What has gone before a receipt. */
export interface ReceiptContext {
  readonly input: DrawInput;
  readonly result: Readonly<Record<string, Json>>;
  /** The receipt before, if any. */
  readonly before: Readonly<Record<string, Json>> | null;
  /** @returns the randomness of a round; null where the bundle does not have it, or it is not the beacon's */
  readonly randomness: (round: number) => string | null;
  /** @returns the nth code that decides something, counted from 1, in hexadecimal; null where it is not revealed, or there is none */
  readonly code: (nth: number) => string | null;
}

/** @returns what the receipt must say under these names; null where it cannot be known */
export type ReceiptRule = (
  receipt: Readonly<Record<string, Json>>,
  context: ReceiptContext,
) => Readonly<Record<string, Json>> | null;
