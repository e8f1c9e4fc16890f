import type { Complaint } from '../../domain/values/complaint.js';

const secondsPerDay = 86_400;
/** 31 December 9999. */
const lastDay = 2_958_465;
const dayBeforeFirst1900 = Date.UTC(1899, 11, 31);
const firstDay1904 = Date.UTC(1904, 0, 1);

/**
 * Turns the number a spreadsheet keeps for a time into text: `2016-08-04`, with a time of day
 * `2016-08-04T09:30:00+08:00`, without a day `09:30:00`.
 * Spreadsheets know no time zones; what is typed into ours is the time in China.
 */
export function serialDayText(serial: number, countsFrom1904: boolean): string | Complaint {
  const seconds = Math.round(serial * secondsPerDay);
  const day = Math.floor(seconds / secondsPerDay);
  if (!(seconds >= 0) || day > lastDay) {
    return { reason: 'is formatted as a date, but is none', remedy: 'Correct it, or format the column as text' };
  }
  const time = clockText(seconds % secondsPerDay);
  if (day === 0) return time;
  if (!countsFrom1904 && day === 60) {
    // Lotus took 1900 for a leap year, and spreadsheets have counted along ever since.
    return { reason: 'is 29 February 1900, which there never was', remedy: 'Correct it' };
  }
  const origin = countsFrom1904 ? firstDay1904 : dayBeforeFirst1900;
  const passed = !countsFrom1904 && day > 60 ? day - 1 : day;
  const date = new Date(origin + passed * secondsPerDay * 1000).toISOString().slice(0, 10);
  return seconds % secondsPerDay === 0 ? date : `${date}T${time}+08:00`;
}

/** @returns a number of days as hours, `30:00:00` for one and a quarter */
export function hoursText(days: number): string {
  return `${days < 0 ? '-' : ''}${clockText(Math.round(Math.abs(days) * secondsPerDay))}`;
}

/** Completes a date that is kept as text (ISO 8601) with the time zone it lacks. */
export function isoDayText(text: string): string {
  const [, day, time, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return text;
  if (zone === undefined && /^[0:.]+$/.test(time)) return day;
  return `${day}T${time}${zone ?? '+08:00'}`;
}

function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
