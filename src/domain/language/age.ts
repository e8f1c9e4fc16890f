import { cardinal } from './spoken.js';

/**
 * How long ago a day was, in words, in whole years and months, or in days where it is less than a month.
 * @param day `2013-08-12`
 * @param today likewise
 * @returns empty where the day has not come yet, or is none
 * @example age('2013-08-12', '2016-10-21') // '三年零两个月前'
 * @example age('2016-10-20', '2016-10-21') // '昨天'
 */
export function age(day: string, today: string): string {
  const [from, to] = [parts(day), parts(today)];
  if (!from || !to || day > today) return '';
  // A day of the month that has not been reached yet makes no whole month.
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.date < from.date ? 1 : 0);
  if (months < 1) return daysAgo(Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000));
  const [years, rest] = [Math.floor(months / 12), months % 12];
  if (years === 0) return `${count(rest)}个月前`;
  return rest === 0 ? `${count(years)}年前` : `${count(years)}年零${count(rest)}个月前`;
}

function daysAgo(days: number): string {
  if (days < 2) return days === 0 ? '今天' : '昨天';
  return `${count(days)}天前`;
}

/** Of things two are 两. */
function count(many: number): string {
  return many === 2 ? '两' : cardinal(many);
}

function parts(day: string): { year: number; month: number; date: number } | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return date === undefined ? null : { year: Number(year), month: Number(month), date: Number(date) };
}
