import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { protocol } from '../chance/seed.js';
import { accountOf, isAccountName } from './accounts.js';
import type { NumbersBeacon, NumbersPart } from './sealed-beacon.js';

/** The numbers of each part. */
export type TypedNumbers = readonly (readonly number[])[];

/** What one account typed, and when. */
export interface NumbersEntry {
  readonly by: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly numbers: TypedNumbers;
}

/** With fewer ways than these, whoever seals could try registers until one suits for every way. */
export const fewestWays = 2n ** 50n;
/** All numbers together, and the largest of them. */
export const mostNumbers = 1_000;
export const largestNumber = 1_000_000;

/** In how many ways the numbers can come, each as likely as any other. */
export function waysOf(shape: readonly NumbersPart[]): bigint {
  return shape.reduce((all, part) => all * waysOfPart(part), 1n);
}

function waysOfPart({ count, from, to, ordered }: NumbersPart): bigint {
  const n = BigInt(to - from + 1);
  if (ordered) return n ** BigInt(count);
  let ways = 1n;
  for (let nth = 0n; nth < BigInt(count); nth++) ways = (ways * (n - nth)) / (nth + 1n);
  return ways;
}

/**
 * How often the same has to be thrown or drawn until there are ways enough.
 * @returns 0 where it never is: there is one way only
 * @example timesNeeded([{ count: 6, from: 1, to: 33, ordered: false }, { count: 1, from: 1, to: 16, ordered: true }]) // 3
 */
export function timesNeeded(shape: readonly NumbersPart[]): number {
  const ways = waysOf(shape);
  if (ways <= 1n) return 0;
  let times = 1;
  for (let all = ways; all < fewestWays; all *= ways) times++;
  return times;
}

/** @returns what is wrong with numbers of this shape, in a sentence; null where they fit */
export function misfit(shape: readonly NumbersPart[], numbers: TypedNumbers): string | null {
  if (numbers.length !== shape.length)
    return `${shape.length} groups of numbers are promised; these are ${numbers.length}`;
  for (const [at, { count, from, to, ordered }] of shape.entries()) {
    const own = numbers[at] ?? [];
    if (own.length !== count) return `group ${at + 1} has ${own.length} numbers, not ${count}`;
    const strange = own.find((one) => one < from || one > to);
    if (strange !== undefined) return `${strange} in group ${at + 1} is not from ${from} to ${to}`;
    if (!ordered && own.some((one, nth) => nth > 0 && one <= (own[nth - 1] as number)))
      return `group ${at + 1} does not tell different numbers in rising order`;
  }
  return null;
}

/**
 * Which numbers hold: those that two accounts typed alike, each the last that it typed.
 * @returns them, and at which entry they came to hold; null before
 */
export function agreedIn(
  entries: readonly NumbersEntry[],
): { readonly numbers: TypedNumbers; readonly at: number } | null {
  const typed = new Map<string, string>();
  for (const [at, { by, numbers }] of entries.entries()) {
    const [account, text] = [accountOf(by), JSON.stringify(numbers)];
    typed.set(account, text);
    if ([...typed].some(([other, own]) => other !== account && own === text)) return { numbers, at };
  }
  return null;
}

/** @returns what is wrong with what accounts typed: whose name can be mistaken, too early, numbers that do not fit, one more when they held already; null where nothing is */
export function entriesProblem({ shape, due }: NumbersBeacon, entries: readonly NumbersEntry[]): string | null {
  for (const [nth, { by, at, numbers }] of entries.entries()) {
    if (!isAccountName(by)) return `entry ${nth + 1}: the name of the account can be mistaken for another`;
    if (at < due) return `entry ${nth + 1} was typed before the numbers were due`;
    if (at < (entries[nth - 1]?.at ?? 0)) return `entry ${nth + 1} was typed before the one before it`;
    const wrong = misfit(shape, numbers);
    if (wrong !== null) return `entry ${nth + 1}: ${wrong}`;
  }
  const agreed = agreedIn(entries);
  return agreed && agreed.at < entries.length - 1 ? 'more was typed after two accounts had typed the same' : null;
}

/**
 * What numbers are worth: SHA-256 of the canonical JSON of the protocol, what was promised, and the numbers.
 * @returns 64 hexadecimal digits
 */
export function randomnessOfNumbers(beacon: NumbersBeacon, numbers: TypedNumbers): string {
  const text = canonicalJson({ v: protocol, beacon, numbers } as unknown as Json);
  return createHash('sha256').update(text).digest('hex');
}
