import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import type { TextVector } from '../model/vectors.js';
import { FeatureHits, type Hits } from './feature-hits.js';

/** What an answer says tells more of what it is for than one question does. */
const weightOfWords = 2;
/** By how many of the answers have a feature, how much it counts: what only one has tells it apart, what three have hardly. */
const weightBySharing = [0, 1, 0.4, 0.1];

/** An answer among those of some intents. */
export interface Placed {
  readonly intent: Intent;
  /** Which of the intent's answers it is. */
  readonly index: number;
  readonly answer: FaqAnswer;
}

/** How much an answer has in common with what is asked. */
export interface Compared {
  /** For each answer, by its words and those of its questions together. */
  readonly matches: Float64Array;
  /** For each answer, how like what is asked is to the likest of its questions, 0-1. */
  readonly likenesses: Float64Array;
}

/**
 * The answers of some intents by the features of their words, so that a question goes through its own features once, however many
 * answers and questions of theirs there are.
 */
export class AnswerIndex {
  readonly answers: readonly Placed[];
  private readonly hits: FeatureHits;
  /** For each answer, which of the intents it is of. */
  readonly owners: readonly number[];
  /** For each question that answers are written for, the place of its answer. */
  private readonly asked: number[] = [];

  /** @param vectorOf the features of a text, as the model weighs them */
  constructor(intents: readonly Intent[], vectorOf: (text: string) => TextVector) {
    this.answers = intents.flatMap((intent) => intent.answers.map((answer, index) => ({ intent, index, answer })));
    this.owners = intents.flatMap(({ answers }, owner) => answers.map(() => owner));
    const hits = new Map<number, Hits>();
    const bags = this.answers.map(({ answer }, place) => this.add(answer, place, hits, vectorOf));
    const sharing = new Map<number, number>();
    for (const bag of bags) for (const feature of bag.keys()) sharing.set(feature, (sharing.get(feature) ?? 0) + 1);
    for (const [place, bag] of bags.entries()) {
      for (const [feature, value] of bag) {
        const shared = Math.min(sharing.get(feature) ?? 1, weightBySharing.length - 1);
        hitsOf(feature, hits).words.push(place, value * (weightBySharing[shared] ?? 0));
      }
    }
    this.hits = new FeatureHits(hits);
  }

  compare({ features, values }: TextVector): Compared {
    const matches = new Float64Array(this.answers.length);
    const byQuestion = new Float64Array(this.asked.length);
    for (let at = 0; at < features.length; at++) {
      this.hits.addTo(matches, byQuestion, features[at] as number, values[at] as number);
    }
    const likenesses = new Float64Array(this.answers.length);
    for (let question = 0; question < byQuestion.length; question++) {
      const place = this.asked[question] as number;
      likenesses[place] = Math.max(likenesses[place] as number, byQuestion[question] as number);
    }
    return { matches, likenesses };
  }

  /** @returns the features of an answer: of its questions together, and of its words */
  private add(
    answer: FaqAnswer,
    place: number,
    hits: Map<number, Hits>,
    vectorOf: (text: string) => TextVector,
  ): ReadonlyMap<number, number> {
    const bag = new Map<number, number>();
    const put = ({ features, values }: TextVector, weight: number): void => {
      features.forEach((feature, at) => {
        bag.set(feature, (bag.get(feature) ?? 0) + weight * (values[at] as number));
      });
    };
    for (const text of answer.asked) {
      const vector = vectorOf(text);
      put(vector, 1 / answer.asked.length);
      const question = this.asked.push(place) - 1;
      vector.features.forEach((feature, at) => {
        hitsOf(feature, hits).questions.push(question, vector.values[at] as number);
      });
    }
    put(vectorOf(answer.learnt), weightOfWords);
    return bag;
  }
}

function hitsOf(feature: number, hits: Map<number, Hits>): Hits {
  const known = hits.get(feature);
  if (known) return known;
  const none: Hits = { words: [], questions: [] };
  hits.set(feature, none);
  return none;
}
