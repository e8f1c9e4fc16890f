import type { Complaint } from './complaint.js';

const dayShape = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const timeShape = /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$/;
const offsetShape = /^(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$/;

/**
 * Checks a day (`2016-08-04`) or a time with its offset (`2016-08-04T09:30:00+08:00`).
 * @param wanted which of the two will do
 * @returns what is wrong with it, or null
 */
export function temporalComplaint(text: string, wanted: 'day' | 'time' | 'day-or-time'): Complaint | null {
  const example = wanted === 'time' ? '2016-08-04T09:30:00+08:00' : '2016-08-04';
  const day = text.slice(0, 10);
  const parts = dayShape.exec(day);
  if (!parts) return { reason: 'is no date', remedy: `Write it like ${example}` };
  if (!exists(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    return { reason: `is no date: there is no ${day}`, remedy: 'Correct it' };
  }
  if (text.length === 10) {
    return wanted === 'time' ? { reason: 'is a day without a time', remedy: `Write it like ${example}` } : null;
  }
  if (wanted === 'day') return { reason: 'is more than a date', remedy: `Write it like ${example}` };
  const [, separator, time, offset] = /^(.)([^Z+-]*)(.*)$/u.exec(text.slice(10)) ?? [];
  if (separator !== 'T' || time === undefined || !timeShape.test(time)) {
    return { reason: 'is no time', remedy: 'Write it like 2016-08-04T09:30:00+08:00' };
  }
  if (offset === undefined || !offsetShape.test(offset)) {
    return { reason: 'is a time without a valid offset', remedy: `Write it like ${day}T${time}+08:00` };
  }
  return null;
}

function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && day <= (lengths[month - 1] ?? 0);
}
