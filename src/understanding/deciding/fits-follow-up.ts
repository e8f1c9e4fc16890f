import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import { aspectOf, tellsOf } from '../reading/question-words.js';

/**
 * Which answers may be told to a follow-up: those that are written for such a question. 那要多少钱呢 after a dog is told no number of
 * days; where no answer is about money, there is none.
 * @param intents those that are looked in
 * @returns for each answer whether it fits; undefined where any may
 */
export function fitsFollowUp(
  words: string,
  intents: readonly { readonly intent: Intent }[],
): ((answer: FaqAnswer) => boolean) | undefined {
  const aspect = aspectOf(words);
  if (aspect === null) return undefined;
  const isAsked = ({ asked }: FaqAnswer): boolean => asked.some((question) => tellsOf(aspect, question));
  if (intents.some(({ intent }) => intent.answers.some(isAsked))) return isAsked;
  return ({ words: { text } }) => tellsOf(aspect, text);
}
