import type { Complaint } from '../domain/values/complaint.js';
import { temporalComplaint } from '../domain/values/temporal.js';
import { type DatePattern, datePattern } from './date-pattern.js';

/** A date that was written as people write dates, and what it was read as. */
export interface ReadDate {
  readonly value: string;
  /** The pattern by which it was read. */
  readonly pattern: string;
}

/** A time of day behind a day: `14:30`, `9:05:07`. It is the time in China, as in a spreadsheet. */
const timeBehind = /^(.+) ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$/;
/** How days are written all over the world; which of them a schema takes, it says itself. */
const known = ['YYYY/M/D', 'YYYY-M-D', 'YYYY.M.D', 'YYYY年M月D日', 'YYYYMMDD'].map(compiled);
const twoWays = /^[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}(?:[0-9]{2})?$/;

function compiled(text: string): DatePattern {
  const pattern = datePattern(text);
  if (typeof pattern === 'string') throw new Error(`${text} ${pattern}`);
  return pattern;
}

/**
 * Compiles the rule for a field of dates: ISO 8601, and the patterns that its schema names. Nothing is guessed: what is written
 * otherwise is refused, with the pattern that would take it.
 * @param wanted which will do: a day, a time, or either
 */
export function dateRule(
  wanted: 'day' | 'time' | 'day-or-time',
  patterns: readonly string[],
): (text: string) => string | ReadDate | Complaint {
  const own = patterns.map(compiled);
  return (text) => {
    const complaint = temporalComplaint(text, wanted);
    if (complaint === null) return text;
    for (const pattern of own) {
      const value = readBy(pattern, text, wanted);
      if (value !== null) return { value, pattern: pattern.text };
    }
    return hinted(text, complaint, wanted);
  };
}

function readBy(pattern: DatePattern, text: string, wanted: 'day' | 'time' | 'day-or-time'): string | null {
  const day = pattern.read(text);
  if (day !== null) return wanted === 'time' ? null : day;
  const [, before = '', hour = '', minute = '', second = '00'] = (wanted !== 'day' && timeBehind.exec(text)) || [];
  const dayBefore = pattern.read(before);
  if (dayBefore === null) return null;
  const value = `${dayBefore}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`;
  return temporalComplaint(value, 'time') === null ? value : null;
}

/** Says which pattern would take the text, or that it can be read in two ways. */
function hinted(text: string, complaint: Complaint, wanted: 'day' | 'time' | 'day-or-time'): Complaint {
  const meant = known.find((pattern) => readBy(pattern, text, wanted) !== null);
  if (meant) {
    const remedy = `${complaint.remedy}, or let schema.json say that dates are written so: "dates": ["${meant.text}"]`;
    return { reason: complaint.reason, remedy };
  }
  if (twoWays.test(text.trim())) {
    const reason = 'is a date that can be read in two ways, with the day or the month first';
    return { reason, remedy: `${complaint.remedy}, or let schema.json say which it is: "dates": ["D/M/YYYY"]` };
  }
  if (/^[1-9][0-9]{4}(\.[0-9]+)?$/.test(text)) {
    const reason = 'is a bare number; a spreadsheet counts days so';
    return { reason, remedy: 'Format the column as a date there' };
  }
  return complaint;
}
