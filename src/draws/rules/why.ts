import { Tickets } from '../chance/ticket.js';

/** A fraction in lowest terms. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * How likely it is for each weight to be among the `take` drawn, exactly: an object of weight w has w of all tickets, whoever is drawn takes theirs out, and so on. Objects of one weight
 * are alike, so what counts is how many of each weight are out.
 * @returns by weight; null where that are too many ways, each in so many steps, to go through while somebody waits (over 20,000 together): then it is for a
 * simulation to say. Where all have one weight, it is known without.
 * @example chances([1, 1], 1).get(1) // 1/2
 */
export function chances(weights: readonly number[], take: number): ReadonlyMap<number, Fraction> | null {
  const counts = new Map<number, number>();
  for (const weight of weights) {
    counts.set(weight, (counts.get(weight) ?? 0) + 1);
    if (take > 0 && 2 ** counts.size > mostWork) return null;
  }
  const classes = [...counts.keys()].sort((one, other) => one - other);
  const sizes = classes.map((weight) => counts.get(weight) ?? 0);
  const [only, ...others] = classes;
  if (only !== undefined && only > 0 && others.length === 0)
    return new Map([[only, reduced(BigInt(Math.min(take, weights.length)), BigInt(weights.length))]]);
  const ways = sizes.reduce((product, size) => product * (Math.min(size, take) + 1), 1);
  if (ways * Math.min(take, weights.length) > mostWork) return null;
  // How many of each class are out, and how likely that is; every step of a draw is one more. All that can be after a step has one denominator, which
  // is reduced at the end alone.
  let states = new Map<string, bigint>([[classes.map(() => 0).join(), 1n]]);
  let drawn = classes.map(() => 0n);
  let under = 1n;
  for (let nth = 0; nth < Math.min(take, weights.length); nth++) {
    const before = Array.from(states, ([state, over]) => {
      const out = state.split(',').map(Number);
      const left = classes.map((weight, at) => weight * ((sizes[at] ?? 0) - (out[at] ?? 0)));
      return { over, out, left, all: BigInt(left.reduce((sum, part) => sum + part, 0)) };
    }).filter(({ all }) => all > 0n);
    const common = before.reduce((product, { all }) => product * reduced(product, all).under, 1n);
    const more = classes.map(() => 0n);
    states = new Map();
    for (const { over, out, left, all } of before) {
      const share = over * (common / all);
      for (const [at, part] of left.entries()) {
        if (part === 0) continue;
        const step = share * BigInt(part);
        const after = out.map((count, index) => (index === at ? count + 1 : count)).join();
        states.set(after, (states.get(after) ?? 0n) + step);
        more[at] = (more[at] ?? 0n) + step;
      }
    }
    drawn = drawn.map((over, at) => over * common + (more[at] ?? 0n));
    under *= common;
  }
  return new Map(
    classes.map((weight, at) => [weight, reduced(drawn[at] ?? 0n, under * BigInt(sizes[at] ?? 1))] as const),
  );
}

/** Ways times steps: numbers grow with each step. */
const mostWork = 20_000;
const none: Fraction = { over: 0n, under: 1n };

/** A fraction as a decimal with six places, rounded to the nearest, halves up. */
export function inDecimals({ over, under }: Fraction): string {
  const millionths = (over * 2_000_000n + under) / (under * 2n);
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
}

/**
 * With how much weight an object would have been drawn, everybody else as they were: the answer to "why was I (not) drawn" that says what it hung on.
 * @param cut the largest ticket among the drawn, leaving this object out: it had to be below
 * @param most how far to look
 * @returns null where it would not have been drawn with `most` either
 */
export function weightNeeded(seed: string, id: string, cut: string, most: number): number | null {
  const tickets = new Tickets(seed);
  for (let weight = 1; weight <= most; weight++) if (tickets.of(`${id}#${weight}`) < cut) return weight;
  return null;
}

function reduced(over: bigint, under: bigint): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? none : { over: over / a, under: under / a };
}
