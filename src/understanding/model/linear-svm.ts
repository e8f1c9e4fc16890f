import { seeded } from './seeded-random.js';
import type { Vectors } from './vectors.js';

/** A class as a plane: a text belongs to it the more, the farther it lies on its side. */
export interface Plane {
  readonly weights: Float64Array;
  readonly bias: number;
}

export interface SvmOptions {
  /** What a mistake costs against a simple plane. */
  readonly cost: number;
  /** How much more it costs to miss a text of the class than to take one that is not of it. */
  readonly costOfClass: number;
  readonly maxRounds: number;
  /** It ends when no step is larger. */
  readonly tolerance: number;
}

/**
 * Finds the plane that parts the texts of a class from all others: a linear support vector machine with squared hinge loss, by
 * coordinate descent in the dual (Hsieh et al., ICML 2008), leaving texts out that have long been on the right side.
 * The order is drawn from a fixed seed, so that the same texts give the same plane.
 * @param isOfClass by row
 */
export function trainPlane(
  { starts, features, values }: Vectors,
  featureCount: number,
  isOfClass: (row: number) => boolean,
  { cost, costOfClass, maxRounds, tolerance }: SvmOptions,
): Plane {
  const rows = starts.length - 1;
  const weights = new Float64Array(featureCount);
  let bias = 0;
  const alphas = new Float64Array(rows);
  const signs = Int8Array.from({ length: rows }, (_, row) => (isOfClass(row) ? 1 : -1));
  const random = seeded(rows);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  let active = rows;
  let largestBefore = Number.POSITIVE_INFINITY;
  for (let round = 0; round < maxRounds; round++) {
    let largest = 0;
    for (let left = active; left > 1; left--) swap(order, left - 1, Math.floor(random() * left));
    for (let index = 0; index < active; index++) {
      const row = order[index] ?? 0;
      const sign = signs[row] ?? 1;
      const from = starts[row] ?? 0;
      const to = starts[row + 1] ?? 0;
      const diagonal = 1 / (2 * cost * (sign > 0 ? costOfClass : 1));
      const alpha = alphas[row] ?? 0;
      let side = bias;
      for (let at = from; at < to; at++) side += (weights[features[at] as number] as number) * (values[at] as number);
      const gradient = sign * side - 1 + diagonal * alpha;
      if (alpha === 0 && gradient > 0) {
        // On the right side, and farther than any step of the last round would reach.
        if (gradient > largestBefore) swap(order, index--, --active);
        continue;
      }
      largest = Math.max(largest, Math.abs(gradient));
      const next = Math.max(alpha - gradient / (2 + diagonal), 0);
      const step = (next - alpha) * sign;
      if (step === 0) continue;
      alphas[row] = next;
      for (let at = from; at < to; at++) {
        const feature = features[at] as number;
        weights[feature] = (weights[feature] as number) + step * (values[at] as number);
      }
      bias += step;
    }
    largestBefore = largest;
    if (largest > tolerance) continue;
    if (active === rows) break;
    // Those left out are looked at once more.
    active = rows;
    largestBefore = Number.POSITIVE_INFINITY;
  }
  return { weights, bias };
}

function swap(order: Uint32Array, a: number, b: number): void {
  const first = order[a] ?? 0;
  order[a] = order[b] ?? 0;
  order[b] = first;
}
