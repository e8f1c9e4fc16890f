import { instantOf, localTime } from '../time/zone.js';
import {
  type DayPattern,
  fitsDay,
  holidayName,
  isWorkday,
  type Schedule,
  type Span,
  type Standing,
  standing,
  weekdayOf,
} from './calendar.js';

/** How it comes that a line is open or closed at a moment, for whoever wrote its schedule. */
export interface HoursExplained {
  /** `2016-10-08` in Asia/Shanghai. */
  readonly day: string;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekday: number;
  readonly kind: 'holiday' | 'workday' | 'restday';
  /** 国庆节; null on any other day. */
  readonly holiday: string | null;
  /** Whether it is a weekend that is worked in exchange (调休). */
  readonly isWorkedInExchange: boolean;
  /** The rules in their order; those behind the one that decides are not asked. */
  readonly rules: readonly ExplainedRule[];
  /** When it is open on this day: `08:30-12:00`. */
  readonly spans: readonly string[];
  readonly standing: Standing;
  /** Until when it is open, in ms since 1970; null where it is closed. */
  readonly closesAt: number | null;
}

export interface ExplainedRule {
  /** As it is written: `holiday`, `saturday`, `2016-12-30..2017-01-02`. */
  readonly days: string;
  readonly outcome: 'passed over' | 'decides' | 'not asked';
}

/** Monday first. */
export const weekdayNames: readonly string[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/**
 * Explains a schedule at a moment.
 * @param at in ms since 1970
 * @example Saturday 8 October 2016 at ten: `holiday` and `restday` are passed over, `workday` decides, for that Saturday is worked
 */
export function explainHours(schedule: Schedule, at: number): HoursExplained {
  const { day, minuteOfDay } = localTime(at);
  const decisive = schedule.findIndex((rule) => fitsDay(rule.days, day));
  const open = schedule[decisive]?.open ?? [];
  const holiday = holidayName(day);
  const isWorked = isWorkday(day);
  return {
    day,
    weekday: weekdayOf(day),
    kind: isWorked ? 'workday' : holiday === '' ? 'restday' : 'holiday',
    holiday: holiday === '' ? null : holiday,
    isWorkedInExchange: isWorked && weekdayOf(day) > 5,
    rules: schedule.map((rule, index) => ({ days: daysText(rule.days), outcome: outcomeOf(index, decisive) })),
    spans: open.map(spanText),
    standing: standing(schedule, at),
    closesAt: closingOf(open, day, minuteOfDay),
  };
}

/** Nothing decides where no rule fits, and then none was left unasked. */
function outcomeOf(index: number, decisive: number): ExplainedRule['outcome'] {
  if (index === decisive) return 'decides';
  return decisive >= 0 && index > decisive ? 'not asked' : 'passed over';
}

/** Spans that touch are one. */
function closingOf(open: readonly Span[], day: string, minuteOfDay: number): number | null {
  let until: number | null = null;
  for (const { from, to } of open) {
    if ((from <= minuteOfDay && minuteOfDay < to) || from === until) until = to;
  }
  return until === null ? null : instantOf(day, until);
}

/** @returns days as they are written in the file. @example 'monday, tuesday' */
export function daysText(days: DayPattern): string {
  if (typeof days === 'string') return days;
  if ('weekdays' in days) return days.weekdays.map((one) => weekdayNames[one - 1]).join(', ');
  return days.from === days.to ? days.from : `${days.from}..${days.to}`;
}

/** @example spanText({ from: 510, to: 720 }) // '08:30-12:00' */
export function spanText({ from, to }: Span): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}-${clock(to)}`;
}
