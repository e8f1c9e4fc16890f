import type { Characters } from './characters.js';
import { eachFeature, keyOf, mostFeatures, numberedUnits, type Words } from './features.js';
import type { Vocabulary } from './vocabulary.js';

/** Texts as rows of weighted features, one after another: row r is from `starts[r]` to `starts[r + 1]`. */
export interface Vectors {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
}

/** One text as a row of weighted features, of length 1 (Euclid). */
export interface TextVector {
  readonly features: Uint32Array;
  readonly values: Float32Array;
  /** How much the features weigh together that the vocabulary has. */
  readonly met: number;
  /** How many features it has not. */
  readonly missed: number;
  /** Whether the text is of another language. */
  readonly isForeign: boolean;
}

/** @returns each feature of a text by its key, with how often it is there */
export function featuresOf(text: string, characters: Characters, words: Words): Map<number, number> {
  const counts = new Map<number, number>();
  eachFeature(numberedUnits(text, words), characters, words, (before, unit) => {
    const key = keyOf(before, unit);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

/**
 * Weighs a text's features: how often each is there, damped, times how rare it is.
 * @param text plain, without fillers, as `tellingWords` gives it
 */
export function vectorOf(text: string, characters: Characters, vocabulary: Vocabulary): TextVector {
  const { words, weights } = vocabulary;
  const numbered = numberedUnits(text, words);
  const { features, counts, missed } = scratch;
  let size = 0;
  let misses = 0;
  eachFeature(numbered, characters, words, (before, unit) => {
    const feature = vocabulary.find(before, unit);
    if (feature < 0) {
      missed[misses++] = keyOf(before, unit);
      return;
    }
    const place = vocabulary.placeIn(features, size, feature);
    features[place] = feature;
    if (place === size) counts[size++] = 1;
    else counts[place] = (counts[place] as number) + 1;
  });
  const values = new Float32Array(size);
  let square = 0;
  let met = 0;
  for (let at = 0; at < size; at++) {
    const weight = weights[features[at] as number] as number;
    const count = counts[at] as number;
    const value = count === 1 ? weight : (1 + Math.log(count)) * weight;
    met += weight;
    square += value * value;
    values[at] = value;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < size; at++) values[at] = (values[at] as number) / length;
  const others = distinct(missed.subarray(0, misses));
  return { features: features.slice(0, size), values, met, missed: others, isForeign: numbered.isForeign };
}

/** Where one text is worked on at a time: nothing of it is kept. */
const scratch = {
  features: new Uint32Array(mostFeatures),
  counts: new Uint16Array(mostFeatures),
  missed: new Float64Array(mostFeatures),
};

/** @returns how many different ones there are @param keys are put in order */
function distinct(keys: Float64Array): number {
  keys.sort();
  let count = 0;
  for (let at = 0; at < keys.length; at++) if (at === 0 || keys[at] !== keys[at - 1]) count++;
  return count;
}

/** The vectors of texts, as rows. */
export function rowsOf(rows: readonly TextVector[]): Vectors {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + row.features.length;
  });
  const total = starts[rows.length] ?? 0;
  const features = new Uint32Array(total);
  const values = new Float32Array(total);
  rows.forEach((row, index) => {
    features.set(row.features, starts[index]);
    values.set(row.values, starts[index]);
  });
  return { starts, features, values };
}
