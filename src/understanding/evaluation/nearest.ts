import type { Content } from '../../domain/content/content.js';
import { type Model, tellingWords } from '../model/model.js';
import { vectorOf } from '../model/vectors.js';

export interface NearSaying {
  readonly text: string;
  readonly intent: string;
  /** Cosine, from 0 to 1. */
  readonly likeness: number;
}

/** @returns the sayings that are most like a text; it looks at every one, which takes a second */
export function nearestSayings(text: string, { intents }: Content, model: Model, count: number): NearSaying[] {
  const { characters, vocabulary } = model;
  const vector = (one: string) => vectorOf(tellingWords(one, characters), characters, vocabulary);
  const asked = vector(text);
  const weights = new Map(Array.from(asked.features, (feature, index) => [feature, asked.values[index] ?? 0]));
  return intents
    .flatMap(({ id, sayings, answers }) =>
      [...sayings, ...answers.flatMap((answer) => answer.asked)].map((one) => ({ id, one })),
    )
    .map(({ id, one }) => {
      const { features, values } = vector(one);
      const likeness = features.reduce(
        (sum, feature, index) => sum + (weights.get(feature) ?? 0) * (values[index] ?? 0),
        0,
      );
      return { text: one, intent: id, likeness };
    })
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count);
}
