import type { FaqAnswer, Intent } from '../../domain/content/content.js';
import { type Aspect, tellsOf } from '../reading/question-words.js';
import type { FoundAnswer } from './find-answer.js';

/** An intent that may have the answer, and how likely it is. */
export interface Likely {
  readonly intent: Intent;
  readonly probability: number;
}

/** Finds the answer among those of some intents that fit; null where it is not clear which. */
export type FindAmong = (intents: readonly Likely[], isFit?: (answer: FaqAnswer) => boolean) => FoundAnswer | null;

/**
 * Finds the answer to what was asked last, of a matter that was named before. What asks for a price is told no number of days: only
 * answers that are about what is asked for are told. Those count most that stand for such a question; then those of an intent of the same
 * line whose very title is of it; then those that another way of asking is about; at last those that say something of it.
 *
 * @param aspect what is asked for; null where no word says so, and any answer may fit
 * @param beside intents of the same line whose title is of it: the check-up's fees, for what a vaccination costs
 * @param find by what was asked last, else by all that was asked
 * @param findByThing the same; by the thing that was named first, where what was asked last names none: the price is that of a vaccination
 * @example after a dog: 那要多少钱呢 is told what 带狗入境一共要花多少钱 is told, 要什么材料 what 从国外带狗回天津要什么手续 is
 */
export function answerFollowUp(
  aspect: Aspect | null,
  intents: readonly Likely[],
  beside: readonly Likely[],
  find: FindAmong,
  findByThing: FindAmong = find,
): FoundAnswer | null {
  if (aspect === null) return find(intents);
  const standsFor = ({ asked: [first = ''] }: FaqAnswer): boolean => tellsOf(aspect, first);
  const isAsked = ({ asked }: FaqAnswer): boolean => asked.some((question) => tellsOf(aspect, question));
  const says = ({ learnt }: FaqAnswer): boolean => tellsOf(aspect, learnt);
  const only = onlyOne(intents, standsFor);
  if (only || has(intents, standsFor)) return only ?? findByThing(intents, standsFor);
  const named = onlyOne(beside, standsFor) ?? findByThing(beside, isAsked);
  if (named) return named;
  return has(intents, isAsked) ? (onlyOne(intents, isAsked) ?? find(intents, isAsked)) : find(intents, says);
}

function has(intents: readonly Likely[], isFit: (answer: FaqAnswer) => boolean): boolean {
  return intents.some(({ intent }) => intent.answers.some(isFit));
}

/** The one answer of the likeliest intent that fits. */
function onlyOne([first]: readonly Likely[], isFit: (answer: FaqAnswer) => boolean): FoundAnswer | null {
  const fitting = first?.intent.answers.flatMap((answer, index) => (isFit(answer) ? [index] : [])) ?? [];
  const [index, ...others] = fitting;
  return first && index !== undefined && others.length === 0 ? { intent: first.intent, index, fit: 1 } : null;
}
