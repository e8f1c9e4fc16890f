import { reviewsDue } from '../../../domain/content/reviews.js';
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
    const all = read.intents.flatMap(({ id, answers: some }) => some.map(({ basis }) => ({ id, basis })));
    const samples = all.filter(({ basis }) => basis.includes('示例'));
    const due = reviewsDue(read, localTime(at).day);
    const isLong = (reviewBy: string): boolean => instantOf(reviewBy, 0) < at - graceDays * dayMs;
    const long = due.filter(({ answer }) => isLong(answer.reviewBy));
    const late = due.filter(({ answer }) => !isLong(answer.reviewBy));
    const intentsOf = (some: readonly { readonly id: string }[]) => [...new Set(some.map(({ id }) => id))];
    const told = (some: typeof due) => ({ count: some.length, first: some[0]?.answer.reviewBy ?? '' });
    const details = (some: typeof due) => intentsOf(some.map(({ intent }) => ({ id: intent })));
    const problems: Problem[] = [];
    if (samples.length > 0) {
      const place = { where: 'intents/', details: intentsOf(samples) };
      problems.push(problem('sample-answers', { count: samples.length }, place));
    }
    if (long.length > 0) {
      const place = { where: 'intents/', details: details(long) };
      problems.push(problem('reviews-long-overdue', { ...told(long), days: graceDays }, place));
    }
    if (late.length > 0) {
      problems.push(problem('reviews-due', told(late), { where: 'intents/', details: details(late) }));
    }
    const count = all.length;
    const elsewhere = skipped(
      `${count} 条；复核期只在正式环境要紧`,
      `${count}; their reviews matter in production only`,
    );
    return found(problems, good(`${count} 条，都在复核期内`, `${count}, all within their review`), elsewhere);
  },
};
