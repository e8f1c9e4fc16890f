import { fitsDay, openSpans, type Span } from '../../domain/hotline/calendar.js';
import type { LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import type { Shift } from '../../domain/hotline/roster.js';
import { dayAfter, localTime } from '../../domain/time/zone.js';
import type { DutyRoster } from './on-duty.js';

/** Hours of a shift in which its line is closed whenever they come. */
export interface IdleHours {
  readonly days: Shift['days'];
  readonly hours: Span;
}

/**
 * Looks for hours in which nobody is ever rung: a shift has them, and its line is closed all of them on each of its days.
 * @param at the day to begin with
 * @param days how many days to look at
 * @example food closes at 17:30, and has a shift of 18:00-20:00 on working days: that one
 */
export function idleHoursOf(dutyRoster: DutyRoster, line: LineId, at: number, days: number): readonly IdleHours[] {
  const schedule = scheduleOf(dutyRoster, line);
  const ahead = daysFrom(at, days);
  return dutyRoster.roster.shifts.flatMap((shift) => {
    if (shift.line !== line || shift.hours.length === 0) return [];
    const open = ahead.filter((day) => fitsDay(shift.days, day)).map((day) => openSpans(schedule, day));
    const meets = (hours: Span) => (one: Span) => hours.from < one.to && one.from < hours.to;
    const idle = shift.hours.filter((hours) => !open.some((spans) => spans.some(meets(hours))));
    return open.length === 0 ? [] : idle.map((hours) => ({ days: shift.days, hours }));
  });
}

function daysFrom(at: number, days: number): readonly string[] {
  const all = [localTime(at).day];
  while (all.length < days) all.push(dayAfter(all.at(-1) ?? ''));
  return all;
}
