import { LargestMatching } from './matching.js';

/** Who works with whom today. */
export interface Pairs {
  readonly pairs: readonly (readonly [string, string])[];
  /** Pairs that worked together before and had to again, since nobody else was left: a counted exception. */
  readonly again: readonly (readonly [string, string])[];
  /** Who is left over where an odd number is present. */
  readonly alone: string | null;
}

/**
 * Makes pairs (两两随机配对): the first in order takes the next whom the rule allows, backing up where somebody would be left over. A pair of `notAgain` is
 * made only where no other way pairs everybody, and as few of them as can be.
 *
 * Nothing is tried out: whoever a largest matching of the allowed pairs leaves over is paired again, so it says how few repeats those who are left need.
 * @param order everybody who is present, by their tickets
 * @example makePairs(['W3', 'W5', 'W2', 'W4', 'W6', 'W1'], [['W1', 'W2']]).pairs // W3-W5, W2-W4, W6-W1
 */
export function makePairs(order: readonly string[], notAgain: readonly (readonly [string, string])[]): Pairs {
  const barred = new Set(notAgain.map(([one, other]) => key(one, other)));
  const paired = order.length % 2 === 0 ? order : order.slice(0, -1);
  const may = paired.map((one) => paired.map((other) => one !== other && !barred.has(key(one, other))));
  const pairs: (readonly [string, string])[] = [];
  const again: (readonly [string, string])[] = [];
  let matching = new LargestMatching(may);
  let allowed = paired.length / 2 - matching.size;
  let free = [...paired.keys()];
  for (let [first, ...others] = free; first !== undefined; [first, ...others] = free) {
    for (const other of others) {
      const isAgain = !may[first]?.[other];
      const left = allowed - (isAgain ? 1 : 0);
      if (left < 0) continue;
      const rest = matching.without(first, other);
      if ((others.length - 1) / 2 - rest.size <= left) {
        const pair = [paired[first] as string, paired[other] as string] as const;
        pairs.push(pair);
        if (isAgain) again.push(pair);
        [matching, allowed, free] = [rest, left, others.filter((one) => one !== other)];
        break;
      }
    }
  }
  return { pairs, again, alone: order[paired.length] ?? null };
}

function key(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}
