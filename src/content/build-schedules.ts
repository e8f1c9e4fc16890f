import type { ContentDocument, Path } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { DayPattern, Schedule, ScheduleRule, Span } from '../domain/hotline/calendar.js';
import { spanText, weekdayNames } from '../domain/hotline/hours-explained.js';
import type { HoursFile, HoursRule } from './hours-shape.js';

type DateSpan = Extract<DayPattern, { from: string }>;

/** A rule, and which of the written rules it comes from. */
interface Placed {
  readonly rule: ScheduleRule;
  readonly index: number;
}

/** Makes schedules of what was written, and refuses gaps, overlaps and days that do not exist. */
export function buildSchedules(document: ContentDocument, hours: HoursFile): ReadonlyMap<string, Schedule> {
  if (!hours.schedules.general)
    document.refuse(['schedules'], 'have no "general" one. Lines without their own keep it: add it.');
  const own = new Map(Object.entries(hours.schedules).map(([name, rules]) => [name, ownRules(document, name, rules)]));
  return new Map(
    Object.keys(hours.schedules).map((name) => {
      const placed = withOthers(document, name, hours, own);
      checkCoverage(document, ['schedules', name], placed);
      return [name, placed.map(({ rule }) => rule)];
    }),
  );
}

function ownRules(document: ContentDocument, name: string, rules: readonly HoursRule[]): readonly Placed[] {
  return rules.flatMap(({ days: written, because, ...rule }, index): Placed[] => {
    if (written === undefined || because === undefined) return [];
    const path = ['schedules', name, index];
    const open = (rule.open ?? []).map(spanOf);
    checkSpans(document, [...path, 'open'], open);
    if (open.length > 1 && rule.between === undefined) {
      document.refuse(path, 'closes between two spans without saying why. Add between:.');
    }
    checkSlots(document, path, { because, between: rule.between ?? '' });
    const days = daysOf(written);
    if (typeof days !== 'string' && 'from' in days) checkDays(document, [...path, 'days'], days);
    return [{ rule: { days, open, because, between: rule.between ?? because }, index }];
  });
}

/** What stands in braces and is no holiday's name is read out as it stands. */
function checkSlots(
  document: ContentDocument,
  path: Path,
  words: Readonly<Record<'because' | 'between', string>>,
): void {
  for (const [key, said] of Object.entries(words)) {
    const other = said.replaceAll('{holiday}', '').match(/\{[^}]*\}?|\}/)?.[0];
    if (other !== undefined)
      document.refuse([...path, key], `"${other}" is nothing that is filled in. Write {holiday}.`);
  }
}

/** Puts the rules of another schedule where `as:` names it: a line keeps its own days, and general's on all others. */
function withOthers(
  document: ContentDocument,
  name: string,
  { schedules }: HoursFile,
  own: ReadonlyMap<string, readonly Placed[]>,
): readonly Placed[] {
  return (schedules[name] ?? []).flatMap(({ as }, index): readonly Placed[] => {
    if (as === undefined) return own.get(name)?.filter((placed) => placed.index === index) ?? [];
    const path = ['schedules', name, index, 'as'];
    const others = schedules[as];
    if (!others) document.refuse(path, `"${as}" is no schedule.${suggestion(as, Object.keys(schedules))}`);
    else if (others.some((rule) => rule.as !== undefined))
      document.refuse(path, `"${as}" has an as: of its own. Name a schedule that has none.`);
    return (own.get(as) ?? []).map(({ rule }) => ({ rule, index }));
  });
}

export function spanOf(written: string): Span {
  const minutes = (time = ''): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const [from, to] = written.split('-');
  return { from: minutes(from), to: minutes(to) };
}

export function daysOf(written: string): DayPattern {
  if (written === 'holiday' || written === 'workday' || written === 'restday' || written === 'any') return written;
  const [from = '', to = from] = written.split('..');
  return written.endsWith('day') ? { weekdays: weekdaysOf(written) } : { from, to };
}

/** @example weekdaysOf('friday..sunday') // [5, 6, 7] */
function weekdaysOf(written: string): readonly number[] {
  const numberOf = (day: string): number => weekdayNames.indexOf(day) + 1;
  const named = written.split(/, */).flatMap((part) => {
    const [from = 0, to = from] = part.split('..').map(numberOf);
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, ahead) => ((from - 1 + ahead) % 7) + 1);
  });
  return [...new Set(named)].sort();
}

export function checkSpans(document: ContentDocument, path: Path, spans: readonly Span[]): void {
  spans.forEach((span, index) => {
    if (span.from >= span.to) document.refuse([...path, index], backwards(span));
    const before = spans[index - 1];
    if (before && span.from < before.to)
      document.refuse([...path, index], 'overlaps the span before it. Put spans in order.');
  });
}

/** A night is two spans: what ends before it begins is either one, or two times that changed places. */
function backwards(span: Span): string {
  const [from, to] = spanText(span).split('-');
  return `ends before it begins. Swap the two times, or write a night as two spans: "${from}-24:00" and "00:00-${to}".`;
}

export function checkDays(document: ContentDocument, path: Path, days: { from: string; to: string }): void {
  for (const day of new Set([days.from, days.to])) {
    const instant = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) {
      document.refuse(path, `"${day}" is no day of the calendar. Correct it.`);
    }
  }
  if (days.from > days.to) document.refuse(path, 'ends before it begins. Swap the two days.');
}

/** Every day must fall to some rule, and no rule may stand where none of its days can reach it. */
function checkCoverage(document: ContentDocument, path: Path, schedule: readonly Placed[]): void {
  const patterns = schedule.map(({ rule }) => rule.days);
  const placeOf = (at: number): Path => [...path, schedule[at]?.index ?? at];
  const has = (pattern: DayPattern): boolean => patterns.includes(pattern);
  if (!has('any') && !(has('workday') && has('restday')) && !isWholeWeek(patterns)) {
    document.refuse(path, 'leaves days without a rule. Cover workday and restday, or end with any.');
  }
  const any = patterns.indexOf('any');
  if (any >= 0 && any < patterns.length - 1) {
    document.refuse(placeOf(any + 1), 'is never reached: the rule before it fits any day. Move it up.');
  }
  patterns.forEach((pattern, index) => {
    if ((any < 0 || index <= any) && isCovered(pattern, patterns.slice(0, index)))
      document.refuse(
        placeOf(index),
        'is never reached: the rules before it fit all of its days. Move it up, or remove it.',
      );
  });
  const restday = patterns.indexOf('restday');
  if (restday >= 0 && patterns.indexOf('holiday') > restday) {
    document.refuse(
      placeOf(patterns.indexOf('holiday')),
      'is never reached: holidays are rest days. Move it above restday.',
    );
  }
}

const dayMs = 86_400_000;
const longestMs = 4_000 * dayMs;

/** Whether earlier rules take every day of a pattern, as far as that can be told without the holidays of a year. */
function isCovered(pattern: DayPattern, earlier: readonly DayPattern[]): boolean {
  if (earlier.includes('workday') && earlier.includes('restday')) return true;
  if (isWholeWeek(earlier)) return true;
  if (typeof pattern === 'string') return earlier.includes(pattern);
  if ('weekdays' in pattern) return pattern.weekdays.every((one) => weekdaysIn(earlier).has(one));
  const spans = earlier.filter((one): one is DateSpan => typeof one !== 'string' && 'from' in one);
  const [from, to] = [Date.parse(pattern.from), Date.parse(pattern.to)];
  // Of no calendar, or of more years than anybody plans for: told elsewhere, or no mistake.
  if (spans.length === 0 || !(from <= to) || to - from > longestMs) return false;
  for (let at = from; at <= to; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (!spans.some((span) => span.from <= day && day <= span.to)) return false;
  }
  return true;
}

function isWholeWeek(patterns: readonly DayPattern[]): boolean {
  return weekdaysIn(patterns).size === weekdayNames.length;
}

function weekdaysIn(patterns: readonly DayPattern[]): ReadonlySet<number> {
  return new Set(patterns.flatMap((one) => (typeof one !== 'string' && 'weekdays' in one ? one.weekdays : [])));
}
