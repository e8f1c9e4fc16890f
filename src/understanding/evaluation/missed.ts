import { type Guess, isRefused } from './evaluate.js';
import type { Question } from './questions.js';

/** A question that was not served rightly: taken for something else, or not offered what it means. */
export interface Missed {
  readonly text: string;
  /** How sure it was: `sure`, `unsure`, `outside`, `nothing`. */
  readonly band: string;
  readonly takenFor: string;
  readonly insteadOf: string;
}

/** @returns those whose right intent was neither taken nor offered, and those of others' business that were not refused */
export function missedOf(questions: readonly Question[], guesses: readonly Guess[]): readonly Missed[] {
  return questions.flatMap(({ text, intent, also, scope }, place) => {
    const guess = guesses[place];
    const right = [intent, ...also];
    const isServed =
      scope === 'in'
        ? [guess?.intent, ...(guess?.offered ?? [])].some((one) => one && right.includes(one))
        : guess !== undefined && isRefused(guess);
    if (isServed) return [];
    return [{ text, band: guess?.band ?? '', takenFor: guess?.intent ?? '', insteadOf: intent ?? scope }];
  });
}
