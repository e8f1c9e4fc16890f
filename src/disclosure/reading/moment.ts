import { instantOf, localTime } from '../../domain/time/zone.js';
import { temporalComplaint } from '../../domain/values/temporal.js';

/** A text that names no moment, or one that has not come yet. */
export type NoMoment = 'malformed' | 'future';

/**
 * Reads what somebody asks about: a day (`2016-10-21`), which means its end in Asia/Shanghai, or a time with its offset
 * (`2016-10-21T10:00:00+08:00`). What will be public later today nobody can say; what is public today, everybody.
 * @param now ms since 1970
 * @returns ms since 1970, or why it is none
 */
export function askedMoment(text: string, now: number): number | NoMoment {
  if (temporalComplaint(text, 'day-or-time')) return 'malformed';
  const isDay = text.length === 10;
  const at = isDay ? endOf(text) : Date.parse(text);
  if (Number.isNaN(at)) return 'malformed';
  return at > (isDay ? endOf(localTime(now).day) : now) ? 'future' : at;
}

/** @returns the last millisecond of a day in Asia/Shanghai */
function endOf(day: string): number {
  return instantOf(day, 24 * 60) - 1;
}
