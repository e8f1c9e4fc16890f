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
type Hits = number[];

/**
 * The answers of some intents by the features of their words, so that a question goes through its own features once, however many
 * answers and questions of theirs there are.
 */
export class AnswerIndex {
  readonly answers: readonly Placed[];
  /** How much of an answer has a feature, less where others have it, too. */
  private readonly byWords = new Map<number, Hits>();
  /** The same of each question that answers are written for. */
  private readonly byQuestion = new Map<number, Hits>();
  /** For each of those questions, the place of its answer. */
  private readonly owners: number[] = [];

  /** @param vectorOf the features of a text, as the model weighs them */
  constructor(intents: readonly Intent[], vectorOf: (text: string) => TextVector) {
    this.answers = intents.flatMap((intent) => intent.answers.map((answer, index) => ({ intent, index, answer })));
    const bags = this.answers.map(({ answer }, place) => this.add(answer, place, vectorOf));
    const sharing = new Map<number, number>();
    for (const bag of bags) for (const feature of bag.keys()) sharing.set(feature, (sharing.get(feature) ?? 0) + 1);
    for (const [place, bag] of bags.entries()) {
      for (const [feature, value] of bag) {
        const shared = Math.min(sharing.get(feature) ?? 1, weightBySharing.length - 1);
        note(this.byWords, feature, place, value * (weightBySharing[shared] ?? 0));
      }
    }
  }

  /** @returns for each answer how much it has in common with what is asked */
  matches(asked: TextVector): Float64Array {
    return sums(asked, this.byWords, this.answers.length);
  }

  /** @returns for each answer how like what is asked is to the likest of its questions, 0-1 */
  likenesses(asked: TextVector): Float64Array {
    const likest = new Float64Array(this.answers.length);
    const each = sums(asked, this.byQuestion, this.owners.length);
    for (let question = 0; question < each.length; question++) {
      const place = this.owners[question] as number;
      likest[place] = Math.max(likest[place] as number, each[question] as number);
    }
    return likest;
  }

  /** @returns the features of an answer: of its questions together, and of its words */
  private add(answer: FaqAnswer, place: number, vectorOf: (text: string) => TextVector): ReadonlyMap<number, number> {
    const bag = new Map<number, number>();
    const addTo = ({ features, values }: TextVector, weight: number): void => {
      features.forEach((feature, at) => {
        bag.set(feature, (bag.get(feature) ?? 0) + weight * (values[at] as number));
      });
    };
    for (const text of answer.asked) {
      const vector = vectorOf(text);
      addTo(vector, 1 / answer.asked.length);
      const question = this.owners.push(place) - 1;
      vector.features.forEach((feature, at) => {
        note(this.byQuestion, feature, question, vector.values[at] as number);
      });
    }
    addTo(vectorOf(answer.learnt), weightOfWords);
    return bag;
  }
}

function note(hits: Map<number, Hits>, feature: number, place: number, value: number): void {
  const known = hits.get(feature);
  if (known) known.push(place, value);
  else hits.set(feature, [place, value]);
}

function sums({ features, values }: TextVector, byFeature: ReadonlyMap<number, Hits>, count: number): Float64Array {
  const sum = new Float64Array(count);
  for (let at = 0; at < features.length; at++) {
    const hits = byFeature.get(features[at] as number);
    if (hits === undefined) continue;
    const value = values[at] as number;
    for (let hit = 0; hit < hits.length; hit += 2) {
      const place = hits[hit] as number;
      sum[place] = (sum[place] as number) + value * (hits[hit + 1] as number);
    }
  }
  return sum;
}
