import { Tickets } from '../chance/ticket.js';

/** A fraction in lowest terms. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * How likely it is for each weight to be among the `take` drawn, exactly: an object of weight w has w of all tickets, whoever is drawn takes theirs out, and so on. Objects of one weight
 * are alike, so what counts is how many of each weight are out.
 * @returns by weight; null where that are too many ways to go through (over 200,000): then it is for a simulation to say
 * @example chances([1, 1], 1).get(1) // 1/2
 */
export function chances(weights: readonly number[], take: number): ReadonlyMap<number, Fraction> | null {
  const classes = [...new Set(weights)].sort((one, other) => one - other);
  const sizes = classes.map((weight) => weights.filter((one) => one === weight).length);
  const ways = sizes.reduce((product, size) => product * (Math.min(size, take) + 1), 1);
  if (ways > mostWays) return null;
  // How many of each class are out, and how likely that is; every step of a draw is one more.
  let states = new Map<string, Fraction>([[classes.map(() => 0).join(), one]]);
  const drawn: Fraction[] = classes.map(() => none);
  for (let nth = 0; nth < Math.min(take, weights.length); nth++) {
    const next = new Map<string, Fraction>();
    for (const [state, chance] of states) {
      const out = state.split(',').map(Number);
      const left = classes.map((weight, at) => weight * ((sizes[at] ?? 0) - (out[at] ?? 0)));
      const all = left.reduce((sum, part) => sum + part, 0);
      left.forEach((part, at) => {
        if (part === 0) return;
        const step = reduced(chance.over * BigInt(part), chance.under * BigInt(all));
        const after = out.map((count, index) => (index === at ? count + 1 : count)).join();
        next.set(after, sum(next.get(after) ?? none, step));
        drawn[at] = sum(drawn[at] as Fraction, step);
      });
    }
    states = next;
  }
  return new Map(
    classes.map((weight, at) => {
      const { over, under } = drawn[at] as Fraction;
      return [weight, reduced(over, under * BigInt(sizes[at] ?? 1))] as const;
    }),
  );
}

const mostWays = 200_000;
const none: Fraction = { over: 0n, under: 1n };
const one: Fraction = { over: 1n, under: 1n };

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

function sum(a: Fraction, b: Fraction): Fraction {
  return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

function reduced(over: bigint, under: bigint): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? none : { over: over / a, under: under / a };
}
