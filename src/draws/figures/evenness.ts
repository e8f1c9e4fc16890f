/** How something that was counted stands to what chance lets expect. */
export interface Evenness {
  /** How many were looked at. */
  readonly of: number;
  readonly counted: number;
  readonly expected: number;
  /** How far apart they are, in standard deviations; null where nothing could vary. */
  readonly sigma: number | null;
}

/** Adds up events, each with its own chance. */
export class Tally {
  #of = 0;
  #counted = 0;
  #expected = 0;
  #variance = 0;

  /** @param chance how likely it was, from 0 to 1 */
  add(chance: number, came: boolean): void {
    this.#of++;
    this.#counted += came ? 1 : 0;
    this.#expected += chance;
    this.#variance += chance * (1 - chance);
  }

  /** Of events that do not hang on one another the variance is exact; of objects that are drawn from one register it is a little too large, so sigma is a little too small. */
  get evenness(): Evenness {
    const apart = this.#counted - this.#expected;
    const sigma = this.#variance > 0 ? rounded(apart / Math.sqrt(this.#variance)) : null;
    return { of: this.#of, counted: this.#counted, expected: rounded(this.#expected), sigma };
  }
}

/** Counts of equally likely outcomes, with how likely counts are that lie as far apart or further (chi-square). */
export interface Spread {
  readonly counts: Readonly<Record<string, number>>;
  /** Null where nothing was counted. */
  readonly p: number | null;
}

/** @param counts of every outcome, those that never came among them */
export function spreadOf(counts: Readonly<Record<string, number>>): Spread {
  const values = Object.values(counts);
  const all = values.reduce((sum, one) => sum + one, 0);
  if (all === 0 || values.length < 2) return { counts, p: null };
  const expected = all / values.length;
  const chi = values.reduce((sum, one) => sum + (one - expected) ** 2 / expected, 0);
  return { counts, p: rounded(upperTail(chi, values.length - 1)) };
}

/**
 * How likely a chi-square is this large or larger: the regularised gamma function Q(degrees/2, chi/2), by the step Q(a+1, x) = Q(a, x) + x^a·e^-x/Γ(a+1) from Q(1/2, x) or Q(1, x) on.
 * @example upperTail(16.919, 9) // 0.05
 */
export function upperTail(chi: number, degrees: number): number {
  const x = chi / 2;
  const isOdd = degrees % 2 === 1;
  let [a, q] = isOdd ? [0.5, complementaryError(Math.sqrt(x))] : [1, Math.exp(-x)];
  let term = isOdd ? (Math.sqrt(x) * Math.exp(-x)) / (Math.sqrt(Math.PI) / 2) : x * Math.exp(-x);
  for (; a < degrees / 2; a++) {
    q += term;
    term *= x / (a + 1);
  }
  return Math.min(1, Math.max(0, q));
}

/** erfc of a number from 0 on: near 0 by its series, further out by its continued fraction. */
function complementaryError(z: number): number {
  if (z < 2) {
    let [term, sum] = [z, z];
    for (let n = 1; n < 60; n++) {
      term *= -(z * z) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = z;
  for (let n = 60; n >= 1; n--) fraction = z + n / 2 / fraction;
  return Math.exp(-z * z) / (fraction * Math.sqrt(Math.PI));
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
