import type { TimeLimit } from '../domain/cases/case-rules.js';
import { type Sentence, sentence } from '../domain/language/phrases.js';

/** How long something takes at most, for whoever waits for it. @example 2 working days: 两个工作日 */
export function withinWords({ count, unit }: TimeLimit): Sentence {
  if (unit === 'working-days') return sentence('limit.working-days', { count });
  const isWhole = count % 60 === 0;
  const values = { count: isWhole ? count / 60 : count };
  if (unit === 'working-minutes') return sentence(isWhole ? 'limit.working-hours' : 'limit.working-minutes', values);
  return sentence(isWhole ? 'limit.hours' : 'limit.minutes', values);
}
