import type { Content, Intent } from '../domain/content/content.js';
import type { Outcome } from './outcome.js';
import { says } from './says.js';

/** What a right answer is: of which intents, and what it tells ({@link says}); null where nobody can tell before asking back. */
export interface ExpectedAnswer {
  readonly intents: readonly string[];
  readonly tells: readonly (readonly string[])[] | null;
}

/** `refused`: said to be others' business, or not understood. */
export type AnswerVerdict = 'right' | 'asked-back' | 'refused' | 'wrong';

/** Asked which matter is meant, in words: 您问的是哪方面的费用？ or 请告诉我是什么事. */
const asksWhich = /(?:哪|什么)[^。\n]{0,20}[？：]|请告诉我是?(?:哪|什么)/;

/**
 * Judges an answer by what it tells. Asked back with the right matter among at most three is no wrong answer, nor is a refusal that offers
 * it; for who complains, a person is the right one.
 */
export function judgeAnswer({ intents, tells }: ExpectedAnswer, outcome: Outcome, content: Content): AnswerVerdict {
  const { kind, words, about } = outcome;
  if (tells === null) return kind === 'asked-back' || asksWhich.test(words) ? 'right' : 'wrong';
  const isAmong = about.length <= mostOffered && about.some((one) => intents.includes(one));
  if (kind === 'asked-back') return isAmong ? 'asked-back' : 'wrong';
  if (kind === 'refused' && isAmong) return 'asked-back';
  if (kind === 'person' && content.intents.some((intent) => isForPeople(intent, intents))) return 'right';
  if (kind === 'refused' || kind === 'nothing') return 'refused';
  return tells.every((ways) => says(words, ways)) ? 'right' : 'wrong';
}

const mostOffered = 3;

function isForPeople({ id, isForPeopleFirst }: Intent, intents: readonly string[]): boolean {
  return isForPeopleFirst && intents.includes(id);
}
