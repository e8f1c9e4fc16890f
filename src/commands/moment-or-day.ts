import { temporalComplaint } from '../domain/values/temporal.js';
import { UsageError } from './explain.js';

const noonAt = 'T12:00';
const written = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a moment as somebody types it; without an offset it is of Asia/Shanghai, and a day alone is its noon.
 * @returns ms since 1970
 * @throws UsageError
 * @example momentOrDay('--on', '2016-10-08T12:10') is the moment of 2016-10-08T12:10:00+08:00
 */
export function momentOrDay(option: string, text: string): number {
  const [whole, day = '', time, offset = '+08:00'] = written.exec(text.trim()) ?? [];
  if (whole === undefined || temporalComplaint(day, 'day') !== null)
    throw new UsageError(`${option} "${text}" is no time. Write it like 2016-10-08T12:10 or 2016-10-08.`);
  return Date.parse(`${day}${time === undefined ? noonAt : `T${time}`}${offset}`);
}
