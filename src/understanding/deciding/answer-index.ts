import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import type { TextVector } from '../model/vectors.js';

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

/** For a feature: where it counts, and how much, one after the other. */
interface Hits {
  /** How much of an answer has it, less where others have it, too. */
  readonly words: number[];
  /** The same of each question that answers are written for. */
  readonly questions: number[];
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
  private readonly hits = new Map<number, Hits>();
  /** For each answer, which of the intents it is of. */
  readonly owners: readonly number[];
  /** For each question that answers are written for, the place of its answer. */
  private readonly asked: number[] = [];

  /** @param vectorOf the features of a text, as the model weighs them */
  constructor(intents: readonly Intent[], vectorOf: (text: string) => TextVector) {
    this.answers = intents.flatMap((intent) => intent.answers.map((answer, index) => ({ intent, index, answer })));
    this.owners = intents.flatMap(({ answers }, owner) => answers.map(() => owner));
    const bags = this.answers.map(({ answer }, place) => this.add(answer, place, vectorOf));
    const sharing = new Map<number, number>();
    for (const bag of bags) for (const feature of bag.keys()) sharing.set(feature, (sharing.get(feature) ?? 0) + 1);
    for (const [place, bag] of bags.entries()) {
      for (const [feature, value] of bag) {
        const shared = Math.min(sharing.get(feature) ?? 1, weightBySharing.length - 1);
        this.hitsOf(feature).words.push(place, value * (weightBySharing[shared] ?? 0));
      }
    }
  }

  compare({ features, values }: TextVector): Compared {
    const matches = new Float64Array(this.answers.length);
    const byQuestion = new Float64Array(this.asked.length);
    for (let at = 0; at < features.length; at++) {
      const hits = this.hits.get(features[at] as number);
      if (hits === undefined) continue;
      addTo(matches, hits.words, values[at] as number);
      addTo(byQuestion, hits.questions, values[at] as number);
    }
    const likenesses = new Float64Array(this.answers.length);
    for (let question = 0; question < byQuestion.length; question++) {
      const place = this.asked[question] as number;
      likenesses[place] = Math.max(likenesses[place] as number, byQuestion[question] as number);
    }
    return { matches, likenesses };
  }

  /** @returns the features of an answer: of its questions together, and of its words */
  private add(answer: FaqAnswer, place: number, vectorOf: (text: string) => TextVector): ReadonlyMap<number, number> {
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
        this.hitsOf(feature).questions.push(question, vector.values[at] as number);
      });
    }
    put(vectorOf(answer.learnt), weightOfWords);
    return bag;
  }

  private hitsOf(feature: number): Hits {
    const known = this.hits.get(feature);
    if (known) return known;
    const none: Hits = { words: [], questions: [] };
    this.hits.set(feature, none);
    return none;
  }
}

/** @param hits a place, and how much it counts there, again and again */
function addTo(sums: Float64Array, hits: readonly number[], value: number): void {
  for (let hit = 0; hit < hits.length; hit += 2) {
    const place = hits[hit] as number;
    sums[place] = (sums[place] as number) + value * (hits[hit + 1] as number);
  }
}
