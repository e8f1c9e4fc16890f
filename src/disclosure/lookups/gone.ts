import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { localTime } from '../../domain/time/zone.js';
import { type Fact, factValue } from './fact.js';

/** What is told of a record that is no longer public. */
export const goneLabels = { withdrawnOn: '撤回日期', why: '撤回原因', expiredOn: '公示期满日期' } as const;

/** @returns what became of a withdrawn or expired record: when, and why it was withdrawn; nothing of what it held */
export function factsOfGone({ change, publishedAt, reason }: DisclosureRecord): readonly Fact[] {
  const { day } = localTime(publishedAt);
  if (change === 'expired') return [{ label: goneLabels.expiredOn, value: day }];
  const when = { label: goneLabels.withdrawnOn, value: day };
  return reason === '' ? [when] : [when, { label: goneLabels.why, value: reason }];
}

/**
 * Puts those facts into sentences.
 * @param code the number that was asked for, as it was given
 */
export function sayGone(facts: readonly Fact[], code: string, mark: Sentence | ''): readonly Sentence[] {
  const head = sentence('gone.head', { code, mark });
  const expiredOn = factValue(facts, goneLabels.expiredOn);
  if (expiredOn !== '') return [head, sentence('gone.expired', { day: expiredOn })];
  return [head, ...sayWithdrawn('gone.withdrawn', facts)];
}

/** Says when something was withdrawn, and why. */
export function sayWithdrawn(
  phrase: 'gone.withdrawn' | 'progress.step-withdrawn',
  facts: readonly Fact[],
): readonly Sentence[] {
  const reason = factValue(facts, goneLabels.why);
  const withdrawn = sentence(phrase, { day: factValue(facts, goneLabels.withdrawnOn) });
  return reason === '' ? [withdrawn] : [withdrawn, sentence('gone.reason', { reason })];
}
