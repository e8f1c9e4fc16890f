import { dayAfter, instantOf, localTime } from '../domain/time/zone.js';
import { temporalComplaint } from '../domain/values/temporal.js';
import { UsageError } from './explain.js';

/** A day in Asia/Shanghai, from its beginning to before its end, in ms since 1970. */
export interface NamedDay {
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a day of which something is to be told that has happened.
 * @throws UsageError for a day to come, too
 */
export function pastDayNamed(option: string, text: string | undefined, now: number): NamedDay {
  const named = dayNamed(option, text, now);
  if (named.from > now) throw new UsageError(`${option} ${named.day} has not come: it is ${localTime(now).day}.`);
  return named;
}

/**
 * @param text as somebody types it; absent: the day that it is now
 * @throws UsageError
 */
export function dayNamed(option: string, text: string | undefined, now: number): NamedDay {
  const day = text ?? localTime(now).day;
  if (temporalComplaint(day, 'day') !== null)
    throw new UsageError(`${option} "${day}" is no day. Write it like 2016-10-21.`);
  return { day, from: instantOf(day, 0), to: instantOf(dayAfter(day), 0) };
}
