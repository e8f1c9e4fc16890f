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
 * @param order everybody who is present, by their tickets
 * @example makePairs(['W3', 'W5', 'W2', 'W4', 'W6', 'W1'], [['W1', 'W2']]).pairs // W3-W5, W2-W4, W6-W1
 */
export function makePairs(order: readonly string[], notAgain: readonly (readonly [string, string])[]): Pairs {
  const barred = new Set(notAgain.map(([one, other]) => key(one, other)));
  const isAgain = (one: string, other: string) => barred.has(key(one, other));
  const paired = order.length % 2 === 0 ? order : order.slice(0, -1);
  for (let allowed = 0; ; allowed++) {
    const pairs = search(paired, isAgain, allowed, new Set());
    if (pairs) {
      return { pairs, again: pairs.filter(([one, other]) => isAgain(one, other)), alone: order[paired.length] ?? null };
    }
  }
}

type Pair = readonly [string, string];

/** @param hopeless which remainders are known to lead nowhere, each with what it was allowed */
function search(
  free: readonly string[],
  isAgain: (one: string, other: string) => boolean,
  allowed: number,
  hopeless: Set<string>,
): readonly Pair[] | null {
  const [first, ...others] = free;
  if (first === undefined) return [];
  const state = `${allowed}|${free.join('\n')}`;
  if (hopeless.has(state)) return null;
  for (const other of others) {
    const left = allowed - (isAgain(first, other) ? 1 : 0);
    if (left < 0) continue;
    const rest = search(
      others.filter((one) => one !== other),
      isAgain,
      left,
      hopeless,
    );
    if (rest) return [[first, other], ...rest];
  }
  hopeless.add(state);
  return null;
}

function key(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}
