import type { Content } from '../../../domain/content/content.js';
import { factAt, isSample } from '../../../domain/content/facts.js';
import { type DueReview, reviewsDue } from '../../../domain/content/reviews.js';
import { instantOf, localTime } from '../../../domain/time/zone.js';
import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';

/** A review may be late by holidays and leave, and no longer. */
const graceDays = 30;
const dayMs = 86_400_000;

/** Whether what people are told rests on something, and somebody has made sure of it lately. */
export const answers: Check = {
  name: 'answers',
  look({ content, settings, now }) {
    const read = content();
    if (!read) return skipped('内容有误，还不知道', 'not known while the content is wrong');
    const at = settings.clockStartsAt ?? now();
    const all = [...toldIn(read, at)];
    const samples = all.filter(({ source }) => isSample({ source }));
    const due = reviewsDue(read, localTime(at).day);
    const isLong = (reviewBy: string): boolean => instantOf(reviewBy, 0) < at - graceDays * dayMs;
    const long = due.filter(({ reviewBy }) => isLong(reviewBy));
    const late = due.filter(({ reviewBy }) => !isLong(reviewBy));
    const told = (some: typeof due) => ({ count: some.length, first: some[0]?.reviewBy ?? '' });
    const problems: Problem[] = [];
    if (samples.length > 0) {
      problems.push(problem('sample-answers', { count: samples.length }, placeOf(samples)));
    }
    if (long.length > 0) {
      problems.push(problem('reviews-long-overdue', { ...told(long), days: graceDays }, placeOf(long)));
    }
    if (late.length > 0) {
      problems.push(problem('reviews-due', told(late), placeOf(late)));
    }
    const count = all.length;
    const elsewhere = skipped(
      `${count} 条；复核期只在正式环境要紧`,
      `${count}; their reviews matter in production only`,
    );
    return found(problems, good(`${count} 条，都在复核期内`, `${count}, all within their review`), elsewhere);
  },
};

interface Told extends Pick<DueReview, 'where' | 'id'> {
  readonly source: string;
}

/** Every answer and every fact, with what it rests on. */
function* toldIn({ intents, facts, english }: Content, at: number): Generator<Told> {
  for (const { id, answers: some } of intents)
    for (const { basis } of some) yield { where: 'intents', id, source: basis };
  for (const { id, basis } of english?.answers ?? []) yield { where: 'data/english', id, source: basis };
  for (const fact of facts.values()) yield { where: 'data/facts', id: fact.id, source: factAt(fact, at).source };
}

function placeOf(some: readonly Pick<DueReview, 'where' | 'id'>[]): { where: string; details: readonly string[] } {
  return {
    where: [...new Set(some.map(({ where }) => `${where}/`))].join('、'),
    details: [...new Set(some.map(({ id }) => id))],
  };
}
