/** China Standard Time is UTC+8 all year, everywhere in the country, since 1991. */
const offsetMs = 8 * 3_600_000;

export interface LocalTime {
  /** `2016-10-21` */
  readonly day: string;
  readonly minuteOfDay: number;
}

const dayMs = 86_400_000;
/** The day that was last asked for: it is hardly ever another, and writing it takes longer than all the rest of a look at the calendar. */
let lastDay = { number: Number.NaN, text: '' };

/** @param at ms since 1970 @returns the day and minute on a clock in Asia/Shanghai */
export function localTime(at: number): LocalTime {
  const local = at + offsetMs;
  const number = Math.floor(local / dayMs);
  if (number !== lastDay.number) lastDay = { number, text: new Date(local).toISOString().slice(0, 10) };
  return { day: lastDay.text, minuteOfDay: Math.floor((local - number * dayMs) / 60_000) };
}

/** @param day `2016-10-21` @returns ms since 1970 of that minute in Asia/Shanghai */
export function instantOf(day: string, minuteOfDay: number): number {
  return Date.parse(`${day}T00:00:00Z`) - offsetMs + minuteOfDay * 60_000;
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** @param at ms since 1970 @returns that second on a clock in Asia/Shanghai, with the zone: `2016-10-21T10:00:00+08:00` */
export function zonedText(at: number): string {
  return `${new Date(at + offsetMs).toISOString().slice(0, 19)}+08:00`;
}

/** @param at ms since 1970 @returns what a clock in Asia/Shanghai shows. @example '14:05:09' */
export function localClock(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(11, 19);
}
