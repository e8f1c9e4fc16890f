import chineseDays from 'chinese-days';
import { dayAfter, instantOf, localTime } from '../time/zone.js';

/** A schedule (接听时间): rules in order, the first that fits the day decides it. */
export type Schedule = readonly ScheduleRule[];

export interface ScheduleRule {
  readonly days: DayPattern;
  /** Open spans in minutes of the day, in order; none: closed all day. */
  readonly open: readonly Span[];
  /** Why it is closed all day, as callers hear it; may contain `{holiday}`. */
  readonly because: string;
  /** Why it is closed between two spans (lunch). */
  readonly between: string;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A statutory holiday, a working day (worked weekends, 调休, among them), any other day, named days, or days of the week. */
export type DayPattern =
  | 'holiday'
  | 'workday'
  | 'restday'
  | 'any'
  | { readonly from: string; readonly to: string }
  /** 1 for Monday to 7 for Sunday, by the calendar alone: a Saturday worked in exchange is a Saturday, a holiday on a Monday a Monday. */
  | { readonly weekdays: readonly number[] };

export type Standing =
  | { readonly open: true }
  | { readonly open: false; readonly because: string; readonly reopensAt: number | null };

/** Whether a line is staffed at that moment, and if not why, and from when it is again. */
export function standing(schedule: Schedule, at: number): Standing {
  const { day, minuteOfDay } = localTime(at);
  const rule = ruleFor(schedule, day);
  if (rule?.open.some((span) => span.from <= minuteOfDay && minuteOfDay < span.to)) return { open: true };
  const last = rule?.open.at(-1);
  const isBetween = rule?.open[0] !== undefined && minuteOfDay >= rule.open[0].to && last && minuteOfDay < last.from;
  const because = (isBetween ? rule?.between : rule?.because) ?? '';
  return { open: false, because: because.replace('{holiday}', holidayName(day)), reopensAt: nextOpening(schedule, at) };
}

/** Whether a line is staffed at that moment. */
export function isOpenAt(schedule: Schedule, at: number): boolean {
  const { day, minuteOfDay } = localTime(at);
  return ruleFor(schedule, day)?.open.some((span) => span.from <= minuteOfDay && minuteOfDay < span.to) ?? false;
}

/**
 * @param day `2016-10-21`
 * @returns when a schedule is open on that day, in order; none where it is closed
 */
export function openSpans(schedule: Schedule, day: string): readonly Span[] {
  return ruleFor(schedule, day)?.open ?? [];
}

/** Looks no further than a year ahead: a schedule that never opens has no next opening. */
function nextOpening(schedule: Schedule, at: number): number | null {
  let { day } = localTime(at);
  for (let ahead = 0; ahead < 366; ahead++) {
    for (const span of openSpans(schedule, day)) {
      const opensAt = instantOf(day, span.from);
      if (opensAt > at) return opensAt;
    }
    day = dayAfter(day);
  }
  return null;
}

function ruleFor(schedule: Schedule, day: string): ScheduleRule | undefined {
  return schedule.find((rule) => fitsDay(rule.days, day));
}

/** @param day `2016-10-21` @returns whether a rule or a shift of these days is about that day */
export function fitsDay(days: DayPattern, day: string): boolean {
  if (typeof days !== 'string') {
    return 'weekdays' in days ? days.weekdays.includes(weekdayOf(day)) : days.from <= day && day <= days.to;
  }
  switch (days) {
    case 'any':
      return true;
    case 'workday':
      return isWorkday(day);
    case 'holiday':
      return holidayName(day) !== '' && !isWorkday(day);
    case 'restday':
      return !isWorkday(day);
  }
}

/** @returns 1 for Monday to 7 for Sunday */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Days on which everybody rests each year by law, by month and day; those by the moon are announced. */
const fixedHolidays: ReadonlyMap<string, string> = new Map([
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
]);

/** Whether it is worked: worked weekends (调休) are, holidays are not. */
export function isWorkday(day: string): boolean {
  return chineseDays.isWorkday(day) && fixedIn(day) === '';
}

/** @returns 国庆节 for a day of that holiday, else nothing */
export function holidayName(day: string): string {
  return knownName(day) || fixedIn(day);
}

/** The library writes `National Day,国庆节,3`. */
function knownName(day: string): string {
  const detail = chineseDays.getDayDetail(day);
  return detail.work ? '' : (detail.name.split(',')[1] ?? '');
}

/** What is a holiday also while the others of its year are not known. */
function fixedIn(day: string): string {
  const name = fixedHolidays.get(day.slice(5)) ?? '';
  return name === '' || knowsHolidaysOf(Number(day.slice(0, 4))) ? '' : name;
}

const known = new Map<number, boolean>();

/**
 * Whether statutory holidays of that year are known. The State Council announces them each November; until the
 * library carries them, holidays of an unknown year look like working days, but for those that never change: 元旦, 劳动节, 国庆节.
 */
export function knowsHolidaysOf(year: number): boolean {
  const isKnown =
    known.get(year) ??
    chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).some((day) => knownName(day) !== '');
  known.set(year, isKnown);
  return isKnown;
}
