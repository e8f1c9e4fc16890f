import { setImmediate as breathe } from 'node:timers/promises';
import { type Characters, learnCharacters } from './characters.js';
import { Words } from './features.js';
import { type Plane, type SvmOptions, trainPlane } from './linear-svm.js';
import { type Model, tellingWords } from './model.js';
import { featuresOf, rowsOf, vectorOf } from './vectors.js';
import { vocabularyOf } from './vocabulary.js';

/** A text with the intent that it means. */
export interface Example {
  readonly text: string;
  readonly intent: string;
  /** Whether the intent is not the bureau's business. */
  readonly isOutside: boolean;
}

/** Counts in the name of a kept model: change it when anything here makes another model of the same examples. */
export const trainerVersion = 7;

const minTexts = 3;
const svm: SvmOptions = { cost: 1, costOfClass: 1, maxRounds: 30, tolerance: 0.1 };
/**
 * How much of the plane between what is not the bureau's and what is, each intent outside is given: a road, a school and a
 * hospital have something in common that none of them shows alone.
 */
const shareOfOutside = 0.3;

/**
 * Trains a model: the same examples give the same bytes. It takes seconds, and lets others work between two intents.
 * @param onProgress called with how many of how many intents are done
 */
export async function train(
  examples: readonly Example[],
  { characters, onProgress }: { characters?: Characters; onProgress?: (done: number, of: number) => void } = {},
): Promise<Model> {
  const learnt = characters ?? (await learnCharacters());
  const texts = examples.map(({ text }) => tellingWords(text, learnt));
  const words = Words.of(texts);
  const features = texts.map((text) => featuresOf(text, learnt, words));
  const vocabulary = vocabularyOf(features, words, minTexts);
  const vectors = rowsOf(texts.map((text) => vectorOf(text, learnt, vocabulary)));
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort();
  const count = intents.length;
  const size = vocabulary.weights.length;
  const weights = new Float32Array(size * count);
  const biases = new Float32Array(count);
  const planeOf = (isOfClass: (example: Example | undefined) => boolean): Plane =>
    trainPlane(vectors, size, (row) => isOfClass(examples[row]), svm);
  const outsiders = new Set(examples.filter(({ isOutside }) => isOutside).map(({ intent }) => intent));
  const outside = outsiders.size > 0 ? planeOf((example) => example?.isOutside === true) : null;
  for (const [index, intent] of intents.entries()) {
    await breathe();
    const own = planeOf((example) => example?.intent === intent);
    const plane = outside && outsiders.has(intent) ? leaningTowards(outside, own) : own;
    plane.weights.forEach((weight, feature) => {
      weights[feature * count + index] = weight;
    });
    biases[index] = plane.bias;
    onProgress?.(index + 1, count);
  }
  return { intents, vocabulary, ...rounded(weights), biases, characters: learnt };
}

/** Weights as whole numbers of two bytes: half the memory, which every message goes through, and no intent changes for it. */
function rounded(weights: Float32Array): Pick<Model, 'weights' | 'scale'> {
  const highest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = highest === 0 ? 1 : highest / 0x7fff;
  const whole = new Int16Array(weights.length);
  for (let at = 0; at < weights.length; at++) whole[at] = Math.round((weights[at] as number) / scale);
  return { weights: whole, scale };
}

function leaningTowards(shared: Plane, own: Plane): Plane {
  return {
    weights: own.weights.map((weight, feature) => weight + shareOfOutside * (shared.weights[feature] as number)),
    bias: own.bias + shareOfOutside * shared.bias,
  };
}
