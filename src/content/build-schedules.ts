import type { ContentDocument, Path } from '../authored/document.js';
import type { DayPattern, Schedule, ScheduleRule, Span } from '../domain/hotline/calendar.js';
import type { HoursFile } from './shapes.js';

/** Makes schedules of what was written, and refuses gaps, overlaps and days that do not exist. */
export function buildSchedules(document: ContentDocument, hours: HoursFile): ReadonlyMap<string, Schedule> {
  if (!hours.schedules.general)
    document.refuse(['schedules'], 'have no "general" one. Lines without their own keep it: add it.');
  return new Map(
    Object.entries(hours.schedules).map(([name, rules]) => {
      const path = ['schedules', name];
      const schedule = rules.map((rule, index): ScheduleRule => {
        const open = (rule.open ?? []).map(spanOf);
        checkSpans(document, [...path, index, 'open'], open);
        if (open.length > 1 && rule.between === undefined) {
          document.refuse([...path, index], 'closes between two spans without saying why. Add between:.');
        }
        const days = daysOf(rule.days);
        if (typeof days !== 'string') checkDays(document, [...path, index, 'days'], days);
        return { days, open, because: rule.because, between: rule.between ?? rule.because };
      });
      checkCoverage(document, path, schedule);
      return [name, schedule];
    }),
  );
}

function spanOf(written: string): Span {
  const minutes = (time = ''): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const [from, to] = written.split('-');
  return { from: minutes(from), to: minutes(to) };
}

function daysOf(written: string): DayPattern {
  if (written === 'holiday' || written === 'workday' || written === 'restday' || written === 'any') return written;
  const [from = '', to = from] = written.split('..');
  return { from, to };
}

function checkSpans(document: ContentDocument, path: Path, spans: readonly Span[]): void {
  spans.forEach((span, index) => {
    if (span.from >= span.to) document.refuse([...path, index], 'ends before it begins. Swap the two times.');
    const before = spans[index - 1];
    if (before && span.from < before.to)
      document.refuse([...path, index], 'overlaps the span before it. Put spans in order.');
  });
}

function checkDays(document: ContentDocument, path: Path, days: { from: string; to: string }): void {
  for (const day of new Set([days.from, days.to])) {
    const instant = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) {
      document.refuse(path, `"${day}" is no day of the calendar. Correct it.`);
    }
  }
  if (days.from > days.to) document.refuse(path, 'ends before it begins. Swap the two days.');
}

/** Every day must fall to some rule, and no rule may stand where none of its days can reach it. */
function checkCoverage(document: ContentDocument, path: Path, schedule: Schedule): void {
  const patterns = schedule.map((rule) => rule.days);
  const has = (pattern: DayPattern): boolean => patterns.includes(pattern);
  if (!has('any') && !(has('workday') && has('restday'))) {
    document.refuse(path, 'leaves days without a rule. Cover workday and restday, or end with any.');
  }
  const any = patterns.indexOf('any');
  if (any >= 0 && any < patterns.length - 1) {
    document.refuse([...path, any + 1], 'is never reached: the rule before it fits any day. Move it up.');
  }
  patterns.forEach((pattern, index) => {
    if ((any < 0 || index <= any) && isCovered(pattern, patterns.slice(0, index)))
      document.refuse(
        [...path, index],
        'is never reached: the rules before it fit all of its days. Move it up, or remove it.',
      );
  });
  const restday = patterns.indexOf('restday');
  if (restday >= 0 && patterns.indexOf('holiday') > restday) {
    document.refuse(
      [...path, patterns.indexOf('holiday')],
      'is never reached: holidays are rest days. Move it above restday.',
    );
  }
}

const dayMs = 86_400_000;
const longestMs = 4_000 * dayMs;

/** Whether earlier rules take every day of a pattern, as far as that can be told without the holidays of a year. */
function isCovered(pattern: DayPattern, earlier: readonly DayPattern[]): boolean {
  if (earlier.includes('workday') && earlier.includes('restday')) return true;
  if (typeof pattern === 'string') return earlier.includes(pattern);
  const spans = earlier.filter((one) => typeof one !== 'string');
  const [from, to] = [Date.parse(pattern.from), Date.parse(pattern.to)];
  // Of no calendar, or of more years than anybody plans for: told elsewhere, or no mistake.
  if (spans.length === 0 || !(from <= to) || to - from > longestMs) return false;
  for (let at = from; at <= to; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (!spans.some((span) => span.from <= day && day <= span.to)) return false;
  }
  return true;
}
