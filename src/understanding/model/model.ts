import { withoutFillers } from '../../domain/language/fillers.js';
import { type Characters, simplifiedText } from './characters.js';
import { type TextVector, vectorOf } from './vectors.js';
import type { Vocabulary } from './vocabulary.js';

/** A trained classifier: which features it knows, and what each says for or against each intent. */
export interface Model {
  /** The names of the intents, sorted. */
  readonly intents: readonly string[];
  readonly vocabulary: Vocabulary;
  /** For each feature, a weight for each intent, in units of `scale`. */
  readonly weights: Int16Array;
  readonly scale: number;
  readonly biases: Float32Array;
  readonly characters: Characters;
}

/** How likely one intent is, from 0 to 1. */
export interface Ranked {
  readonly intent: string;
  readonly probability: number;
}

/** The words of a message in one script and one case. */
export function plainWords(text: string, characters: Characters): string {
  return simplifiedText(text.normalize('NFKC').toLowerCase(), characters);
}

/** The same without fillers: what is learnt and what is classified, alike. */
export function tellingWords(text: string, characters: Characters): string {
  return withoutFillers(plainWords(text, characters));
}

/** @returns for each intent of the model, in its order, how far on its side the text lies */
export function marginsOf(text: string, model: Model): Float64Array {
  const { vocabulary, characters } = model;
  return marginsOfVector(vectorOf(tellingWords(text, characters), characters, vocabulary), model);
}

/** The same of a text's features, where they are known already. */
export function marginsOfVector({ features, values }: TextVector, { weights, biases, scale }: Model): Float64Array {
  const count = biases.length;
  const margins = new Float64Array(count);
  const inFours = features.length - (features.length % 4);
  for (let at = 0; at < inFours; at += 4) addFour(margins, weights, features, values, at);
  for (let at = inFours; at < features.length; at++) {
    const row = (features[at] as number) * count;
    const value = values[at] as number;
    for (let intent = 0; intent < count; intent++) {
      margins[intent] = (margins[intent] as number) + (weights[row + intent] as number) * value;
    }
  }
  for (let intent = 0; intent < count; intent++) {
    margins[intent] = (biases[intent] as number) + scale * (margins[intent] as number);
  }
  return margins;
}

/** Adds what four features say at once: their rows lie far apart in a table that no cache holds, and are waited for together. */
function addFour(
  margins: Float64Array,
  weights: Int16Array,
  features: Uint32Array,
  values: Float32Array,
  at: number,
): void {
  const count = margins.length;
  const a = (features[at] as number) * count;
  const b = (features[at + 1] as number) * count;
  const c = (features[at + 2] as number) * count;
  const d = (features[at + 3] as number) * count;
  const valueA = values[at] as number;
  const valueB = values[at + 1] as number;
  const valueC = values[at + 2] as number;
  const valueD = values[at + 3] as number;
  for (let intent = 0; intent < count; intent++) {
    margins[intent] =
      (margins[intent] as number) +
      (weights[a + intent] as number) * valueA +
      (weights[b + intent] as number) * valueB +
      (weights[c + intent] as number) * valueC +
      (weights[d + intent] as number) * valueD;
  }
}

/**
 * Turns margins into probabilities that add up to 1.
 * @param temperature the lower, the surer; fitted to texts that the model was not trained on
 */
export function probabilitiesOf(margins: Float64Array, temperature: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const margin of margins) if (margin > highest) highest = margin;
  const shares = new Float64Array(margins.length);
  let sum = 0;
  for (let index = 0; index < margins.length; index++) {
    shares[index] = Math.exp(((margins[index] as number) - highest) / temperature);
    sum += shares[index] as number;
  }
  for (let index = 0; index < shares.length; index++) shares[index] = (shares[index] as number) / sum;
  return shares;
}

/** @returns every intent, the likeliest first */
export function rank(probabilities: Float64Array, { intents }: Pick<Model, 'intents'>): Ranked[] {
  return intents
    .map((intent, index) => ({ intent, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}
