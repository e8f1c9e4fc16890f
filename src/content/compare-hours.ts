import { ContentDocument } from '../authored/document.js';
import type { Problem } from '../authored/problem.js';
import type { Content } from '../domain/content/content.js';
import { factAt } from '../domain/content/facts.js';
import type { ContentFiles } from './files.js';

/** What callers are told, and by which people answer. */
const told = { id: 'bureau.hours', folder: 'data/facts/', name: 'hours', schedule: 'general' } as const;

const time =
  /(上午|早上|中午|下午|晚上)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[:：]([0-5]\d)|[点點时時](?:(半|一刻|三刻)|([0-5]?\d|[二三四五]?十[一二三四五六七八九]?)分?)?)/gu;
const numerals = '零一二三四五六七八九十';
const parts: Readonly<Record<string, number>> = { 半: 30, 一刻: 15, 三刻: 45 };

/**
 * Hours that are told (data/facts) and hours in which people answer (data/calendar) stand in two files. What names no times is not compared.
 * @param now in ms since 1970
 * @returns a problem where they say different times
 */
export function hoursDoubts(content: Content, files: ContentFiles, now: number): readonly Problem[] {
  const fact = content.facts.get(told.id);
  const rules = content.schedules.get(told.schedule) ?? [];
  const rule = rules.find(({ days }) => days === 'workday') ?? rules.find(({ days }) => days === 'any');
  const found = Object.entries(files).find(
    ([path, text]) => path.startsWith(told.folder) && /^facts: bureau$/m.test(text),
  );
  if (!fact || !rule || !found) return [];
  const document = new ContentDocument(...found);
  const answered = rule.open.flatMap(({ from, to }) => [from, to]);
  const { words, english } = factAt(fact, now);
  for (const said of new Set([words.voice, words.text, english ?? ''])) {
    const times = timesIn(said);
    if (times.length === 0 || sameTimes(times, answered)) continue;
    const message = `tells ${clock(times)}, and people answer ${clock(answered)} (data/calendar/hours.yaml, ${told.schedule}). Change one of them.`;
    document.refuse(['known', told.name], `"${said}" ${message}`);
  }
  return document.problems;
}

function sameTimes(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((minutes, index) => minutes === other[index]);
}

/** @returns minutes of the day. 下午一点半到五点半: what follows 下午 is of the afternoon, too */
function timesIn(said: string): readonly number[] {
  let half = '';
  return [...said.matchAll(time)].map(([, day = '', hour = '', written, part, minutes]) => {
    half = day || half;
    const read = numberOf(hour);
    const isLate = (half === '下午' || half === '晚上' || (half === '中午' && read < 10)) && read < 12;
    return (isLate ? read + 12 : read) * 60 + (parts[part ?? ''] ?? numberOf(written ?? minutes ?? '0'));
  });
}

/** @example numberOf('十二') // 12 */
function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const [tens = '', ones = ''] = written.includes('十') ? written.split('十') : ['零', written];
  return (tens === '' ? 1 : digitOf(tens)) * 10 + (ones === '' ? 0 : digitOf(ones));
}

function digitOf(numeral: string): number {
  return numerals.indexOf(numeral.replace('两', '二'));
}

function clock(times: readonly number[]): string {
  const written = times.map((minutes) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`);
  return written.map((one, index) => (index % 2 === 1 ? `-${one}` : `${index > 0 ? ', ' : ''}${one}`)).join('');
}
