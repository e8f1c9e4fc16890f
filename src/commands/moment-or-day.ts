import { localTime } from '../domain/time/zone.js';
import { temporalComplaint } from '../domain/values/temporal.js';
import { shownTime, UsageError } from './with-store.js';

const noonAt = 'T12:00';
const written = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a moment as somebody types it; without an offset it is of Asia/Shanghai, and a day alone is its noon.
 * @returns ms since 1970
 * @throws UsageError
 * @example momentOrDay('--on', '2016-10-08T12:10') is the moment of 2016-10-08T12:10:00+08:00
 */
export function momentOrDay(option: string, text: string): number {
  return readMoment(option, text, '2016-10-08T12:10 or 2016-10-08');
}

/**
 * Reads a moment. A day alone is refused: who is rung at noon is not who is rung on that day.
 * @returns ms since 1970
 * @throws UsageError
 */
export function momentOnly(option: string, text: string, like = '2016-10-08T12:10'): number {
  const at = readMoment(option, text, like);
  if (isDay(text)) throw new UsageError(`${option} "${text}" is a whole day. Say the hour: ${text.trim()}T08:30.`);
  return at;
}

function readMoment(option: string, text: string, like: string): number {
  const [whole, day = '', time, offset = '+08:00'] = written.exec(text.trim()) ?? [];
  if (whole === undefined || temporalComplaint(day, 'day') !== null)
    throw new UsageError(`${option} "${text}" is no time. Write it like ${like}.`);
  return Date.parse(`${day}${time === undefined ? noonAt : `T${time.replace(/^\d:/, '0$&')}`}${offset}`);
}

/** Whether somebody typed a day, and no moment of it. */
export function isDay(text: string | undefined): boolean {
  return written.exec(text?.trim() ?? '')?.[2] === undefined && text !== undefined;
}

/**
 * Reads until when something lasts: a moment, or a time of today. A day alone is refused, for nobody can tell which hour of it is meant.
 * @returns ms since 1970, after `now`
 * @throws UsageError
 * @example untilMoment('--until', '13:30', now) is half past one today
 */
export function untilMoment(option: string, text: string, now: number): number {
  const isTime = /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text.trim());
  const { day } = localTime(now);
  const at = momentOnly(option, isTime ? `${day}T${text.trim()}` : text, '13:30 or 2016-10-08T13:30');
  if (at <= now) throw new UsageError(`${option} ${shownTime(at)} is over: it is ${shownTime(now)}.`);
  return at;
}
