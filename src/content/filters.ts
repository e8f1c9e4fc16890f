import type { Medium } from '../domain/conversation/turn.js';
import {
  amount,
  cardinal,
  keyName,
  nearDay,
  speakable,
  spellInGroups,
  spellOut,
  spokenDate,
  spokenDay,
  spokenDecimal,
  spokenHash,
  spokenMoment,
  spokenMomentOfYear,
  spokenNumber,
} from '../domain/language/spoken.js';
import { localTime, zonedText } from '../domain/time/zone.js';

/** Shapes a value for the medium: `{declarationNo|tail}`. `now`, in ms since 1970, is when it is said, where that is known. */
export type Filter = (value: string, medium: Medium, now?: number) => string;

const spokenOr =
  (speak: (value: string) => string, write: (value: string) => string = (value) => value): Filter =>
  (value, medium) =>
    medium === 'voice' ? speak(value) : write(value);

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** 10月8日 08:30, or 今天 13:30 */
function writtenMoment(at: number, now?: number): string {
  const { day, minuteOfDay } = localTime(at);
  const time = `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
  return `${nearDay(at, now) ?? `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`} ${time}`;
}

const englishDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

/** Monday 24 October, 08:30 */
function englishMoment(at: number): string {
  const { day, minuteOfDay } = localTime(at);
  const time = `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
  return `${englishDay.format(Date.parse(`${day}T00:00:00Z`))}, ${time}`;
}

export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  /** Digit by digit: 六五六六幺八九零. */
  ['digits', spokenOr(spellOut)],
  /** Digit by digit with a pause after each: 七、三、幺、五. */
  ['pauses', spokenOr((value) => spellOut(value, '、'))],
  /** Digit by digit in groups of four. */
  ['groups', spokenOr(spellInGroups)],
  /** The last four. */
  [
    'tail',
    spokenOr(
      (value) => spellOut(value.slice(-4)),
      (value) => value.slice(-4),
    ),
  ],
  /** A number of things: 三. */
  ['count', spokenOr((value) => (value === '2' ? '两' : cardinal(Number(value))))],
  /** The same of any size: 三十五万. */
  ['amount', spokenOr((value) => (value === '2' ? '两' : amount(Number(value))))],
  /** The first eight digits of a hash, one by one: 三、字母F. */
  ['hash', (value, medium) => (medium === 'voice' ? spokenHash(value.slice(0, 8)) : value.slice(0, 8))],
  /** Somebody's token, by as many of its digits as one listens to. */
  ['token', (value, medium) => (medium === 'voice' ? spokenHash(value.slice(0, 4)) : `${value.slice(0, 8)}…`)],
  /** A number with letters and hyphens, as it is read from paper: QC二零二六杠零零零幺. */
  ['number', spokenOr(spokenNumber)],
  /** A ticket, by its first digits: 零点二四五一. */
  ['ticket', spokenOr(spokenDecimal, (value) => (value.length > 14 ? `${value.slice(0, 14)}…` : value))],
  /** The name of a key: 一, 星号键. */
  ['key', spokenOr(keyName)],
  /** 八月二日, or 08-02. */
  ['day', spokenOr(spokenDay, (value) => value.slice(5, 10))],
  /** 二零一六年八月二日. */
  ['date', spokenOr(spokenDate)],
  /** 十月八日上午八点半, or 10月8日 08:30; 今天 and 明天 where it is; of ms since 1970. */
  [
    'moment',
    (value, medium, now) => (medium === 'voice' ? spokenMoment(Number(value), now) : writtenMoment(Number(value), now)),
  ],
  /** 二零二三年八月二十三日晚上十一点五十四分, or 2023-08-23 23:54; of ms since 1970. */
  [
    'moment-year',
    (value, medium, now) =>
      medium === 'voice'
        ? spokenMomentOfYear(Number(value), now)
        : zonedText(Number(value)).slice(0, 16).replace('T', ' '),
  ],
  /** Monday, 24 October, 08:30; of ms since 1970. */
  ['moment-english', (value) => englishMoment(Number(value))],
  /** Free text with its numbers made speakable. */
  ['spoken', spokenOr(speakable)],
  /** At most 20 characters of what somebody wrote. */
  ['short', (value) => ([...value].length > 20 ? `${[...value].slice(0, 20).join('')}…` : value)],
]);
