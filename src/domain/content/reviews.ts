import type { Content, FaqAnswer } from './content.js';

/** An answer whose review is due, with the intent it belongs to. */
export interface DueReview {
  readonly intent: string;
  readonly answer: FaqAnswer;
}

/**
 * Finds answers that somebody should have looked at again by now. They are told all the same; this is for operators.
 * @param today `2016-10-21`
 * @returns the longest due first
 */
export function reviewsDue({ intents }: Pick<Content, 'intents'>, today: string): DueReview[] {
  return intents
    .flatMap(({ id, answers }) => answers.map((answer) => ({ intent: id, answer })))
    .filter(({ answer }) => answer.reviewBy < today)
    .sort((a, b) => (a.answer.reviewBy < b.answer.reviewBy ? -1 : 1));
}
