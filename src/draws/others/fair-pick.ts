import { createHash } from 'node:crypto';
import { inBytes } from '../rules/in-bytes.js';

/**
 * Who is picked by fair_pick (MIT), a draw of others: entries by the bytes of their ids, each as often as its weight, shuffled from the end, then walked
 * with repeats dropped. For checking their draws; ours are by tickets.
 * @param seed 32 bytes in hexadecimal
 */
export function fairPick(
  entries: readonly (readonly [string, number])[],
  seed: string,
  count: number,
): readonly string[] {
  const urn = entries
    .toSorted(([one], [other]) => inBytes(one, other))
    .flatMap(([id, weight]) => Array<string>(weight).fill(id));
  const numbers = new Blocks(seed);
  for (let last = urn.length - 1; last > 0; last--) {
    const chosen = numbers.below(last + 1);
    [urn[last], urn[chosen]] = [urn[chosen] as string, urn[last] as string];
  }
  return [...new Set(urn)].slice(0, count);
}

/** SHA-256(seed ‖ counter), one block after another, each an integer; one that would favour small numbers is left out. */
class Blocks {
  readonly #seed: Buffer;
  #counter = 0;

  constructor(seed: string) {
    this.#seed = Buffer.from(seed, 'hex');
  }

  below(n: number): number {
    const limit = (2n ** 256n / BigInt(n)) * BigInt(n);
    for (;;) {
      const nth = Buffer.alloc(4);
      nth.writeUInt32BE(this.#counter++);
      const value = BigInt(`0x${createHash('sha256').update(this.#seed).update(nth).digest('hex')}`);
      if (value < limit) return Number(value % BigInt(n));
    }
  }
}
