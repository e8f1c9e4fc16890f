import type { Content } from './content.js';
import type { FactValue } from './facts.js';

/** An answer or a fact whose review is due. */
export interface DueReview {
  readonly where: 'intents' | 'data/facts' | 'data/english';
  /** The intent, or the fact. */
  readonly id: string;
  /** The question that stands for the answer, or what the fact is. */
  readonly about: string;
  readonly reviewed: string;
  readonly reviewBy: string;
}

/**
 * Finds answers and facts that somebody should have looked at again by now. They are told all the same; this is for operators.
 * @param today `2016-10-21`
 * @returns the longest due first
 */
export function reviewsDue(content: Pick<Content, 'intents' | 'facts' | 'english'>, today: string): DueReview[] {
  return [...reviewed(content, today)]
    .filter(({ reviewBy }) => reviewBy < today)
    .sort((a, b) => (a.reviewBy < b.reviewBy ? -1 : 1));
}

function* reviewed(
  { intents, facts, english }: Pick<Content, 'intents' | 'facts' | 'english'>,
  today: string,
): Generator<DueReview> {
  for (const { id, answers } of intents)
    for (const { asked, reviewed, reviewBy } of answers)
      yield { where: 'intents', id, about: asked[0] ?? '', reviewed, reviewBy };
  for (const { id, title, reviewed, reviewBy } of english?.answers ?? [])
    yield { where: 'data/english', id, about: title, reviewed, reviewBy };
  for (const { id, what, values } of facts.values())
    for (const { reviewed, reviewBy } of stillTold(values, today))
      yield { where: 'data/facts', id, about: what, reviewed, reviewBy };
}

/** What has been replaced needs no review. */
function stillTold(values: readonly FactValue[], today: string): readonly FactValue[] {
  return values.filter((_, index) => (values[index + 1]?.from ?? '9999') > today);
}
