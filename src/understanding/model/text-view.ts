import { eachFeature, foreignWords } from './features.js';
import { type Model, tellingWords } from './model.js';
import { type TextVector, weighed } from './vectors.js';

/** A text as a model sees it. */
export interface TextView {
  readonly vector: TextVector;
  /** What share of it the model has ever met, from 0 to 1, rare features counting more. */
  readonly shareKnown: number;
}

/** What a feature that nobody has ever said would weigh. */
const unknownWeight = 8;

/** @param text in one shape, with `#` for what is named in it */
export function viewOf(text: string, { characters, vocabulary }: Model): TextView {
  const counts = new Map<number, number>();
  const missed = new Set<string>();
  let isForeign = false;
  eachFeature(tellingWords(text, characters), characters, (feature) => {
    const index = vocabulary.indexes.get(feature);
    if (index === undefined) missed.add(feature);
    else counts.set(index, (counts.get(index) ?? 0) + 1);
    isForeign ||= feature === foreignWords;
  });
  const vector = weighed(counts, missed.size, vocabulary);
  return { vector, shareKnown: saysSomething(text) ? shareKnown(vector, isForeign) : 0 };
}

function shareKnown({ met, missed }: TextVector, isForeign: boolean): number {
  // Words of another language need not be known: that they are of one is what counts.
  return isForeign ? 1 : met / (met + missed * unknownWeight);
}

const letter = /\p{L}/u;

/** Whether there is more in a message than numbers, signs, or one sound again and again (哈哈哈). */
function saysSomething(text: string): boolean {
  let first = '';
  let count = 0;
  for (const sign of text) {
    if (!letter.test(sign)) continue;
    if (count > 0 && sign !== first) return true;
    first = sign;
    count++;
  }
  return count === 1 || count === 2;
}
