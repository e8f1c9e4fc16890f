import type { Intent } from '../domain/menu.js';
import { featuresOf } from './model/features.js';
import { type Model, plainWords } from './model/model.js';
import { vectorOf } from './model/vectors.js';

/** Which answer of which intent fits a question, and how well: the cosine of the two, from 0 to 1. */
export interface FoundAnswer {
  readonly intent: Intent;
  readonly index: number;
  readonly similarity: number;
}

type SparseVector = ReadonlyMap<number, number>;

/** Below this, no answer is meant for the question: what there is to know is offered instead. */
const enough = 0.1;
/** What an answer says counts less than how it is asked for. */
const weightOfWords = 0.6;

/** Finds answers by the words of the questions they were written for, and their own. */
export class AnswerFinder {
  private readonly vectors = new Map<Intent, readonly (readonly [SparseVector, number])[][]>();

  constructor(private readonly model: Model) {}

  /**
   * @param intents those to look in, each with how likely it is
   * @returns the best answer, or null when none fits; the only answer of the likeliest intent always does
   */
  find(
    text: string,
    intents: readonly { readonly intent: Intent; readonly probability: number }[],
  ): FoundAnswer | null {
    const [first] = intents;
    if (!first) return null;
    const asked = this.vectorOf(text);
    let best: (FoundAnswer & { readonly score: number }) | null = null;
    for (const { intent, probability } of intents) {
      this.vectorsOf(intent).forEach((texts, index) => {
        const similarity = Math.max(...texts.map(([vector, weight]) => weight * cosine(asked, vector)));
        const score = similarity * Math.sqrt(probability);
        if (score > (best?.score ?? 0)) best = { intent, index, similarity, score };
      });
    }
    const found = best as FoundAnswer | null;
    if (found && found.similarity >= enough) return found;
    return first.intent.answers.length === 1 ? { intent: first.intent, index: 0, similarity: 0 } : null;
  }

  private vectorsOf(intent: Intent) {
    const known = this.vectors.get(intent);
    if (known) return known;
    const made = intent.answers.map(({ asked, words }) => [
      ...asked.map((text) => [this.vectorOf(text), 1] as const),
      [this.vectorOf(words.text), weightOfWords] as const,
    ]);
    this.vectors.set(intent, made);
    return made;
  }

  private vectorOf(text: string): SparseVector {
    const { characters, vocabulary } = this.model;
    const { features, values } = vectorOf(featuresOf(plainWords(text, characters), characters), vocabulary);
    return new Map(Array.from(features, (feature, at) => [feature, values[at] ?? 0]));
  }
}

function cosine(a: SparseVector, b: SparseVector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [feature, value] of small) sum += value * (large.get(feature) ?? 0);
  return sum;
}
