import { type Model, tellingWords } from './model.js';
import { type TextVector, vectorOf } from './vectors.js';

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
  const vector = vectorOf(tellingWords(text, characters), characters, vocabulary);
  return { vector, shareKnown: saysSomething(text) ? shareKnown(vector) : 0 };
}

function shareKnown({ met, missed, isForeign }: TextVector): number {
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
