import { createHash } from 'node:crypto';

/**
 * A whole number from 0 to n-1, each equally likely: SHA-256(seed ‖ label ‖ counter) as an integer, the counter in four bytes, from 0 on until the value
 * lies below the largest multiple of n; then its remainder. Without that rejection small numbers would come more often.
 * @param seed bytes, or hexadecimal digits
 * @param label what is decided: `bay`, `station|VIN`
 * @throws RangeError where there is nothing to choose from
 * @example wholeNumber(seed, 'channel', 3n) // { value: 0n, 1n or 2n, blocks: 1 } almost always one block
 */
export function wholeNumber(
  seed: string | Uint8Array,
  label: string,
  n: bigint,
): { readonly value: bigint; readonly blocks: number } {
  if (n < 1n) throw new RangeError(`there is nothing to choose for "${label}"`);
  const bytes = typeof seed === 'string' ? Buffer.from(seed, 'hex') : seed;
  const limit = (all / n) * n;
  for (let counter = 0; ; counter++) {
    const nth = Buffer.alloc(4);
    nth.writeUInt32BE(counter);
    const value = BigInt(`0x${createHash('sha256').update(bytes).update(label).update(nth).digest('hex')}`);
    if (value < limit) return { value: value % n, blocks: counter + 1 };
  }
}

const all = 2n ** 256n;

/** One of several, each equally likely. */
export function oneOf<T>(seed: string | Uint8Array, label: string, choices: readonly T[]): T {
  return choices[Number(wholeNumber(seed, label, BigInt(choices.length)).value)] as T;
}
