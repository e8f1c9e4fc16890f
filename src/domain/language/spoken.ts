import { dayAfter, localTime } from '../time/zone.js';

/**
 * Words for the ear. Speech engines read 65661890 as sixty-five million, so everything made of digits is spelled in
 * Chinese numerals before it reaches one.
 */
const digitNames = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const numeralNames = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Reads an identifier out: 幺 for 1, letters as they are, a pause (，) between groups. */
export function spellOut(text: string, pause = ''): string {
  return [...text].map((character) => digitNames[Number(character)] ?? character).join(pause);
}

/** Reads a long identifier out in groups of four, as a person would. */
export function spellInGroups(text: string): string {
  const groups = text.match(/.{1,4}/gsu) ?? [];
  return groups.map((group) => spellOut(group)).join('，');
}

/** @param count a whole number from 0 to 9999 @returns 三, 十二, 一百零五, 两 only by the phrase's own choice */
export function cardinal(count: number): string {
  if (!Number.isInteger(count) || count < 0 || count > 9999) return spellOut(String(count));
  if (count < 10) return numeralNames[count] ?? '';
  const units = ['', '十', '百', '千'];
  const digits = [...String(count)].map(Number);
  let words = '';
  let skippedZero = false;
  digits.forEach((digit, index) => {
    const unit = units[digits.length - 1 - index] ?? '';
    if (digit === 0) {
      skippedZero = true;
      return;
    }
    if (skippedZero) words += '零';
    skippedZero = false;
    words += (count < 20 && unit === '十' ? '' : (numeralNames[digit] ?? '')) + unit;
  });
  return words;
}

/** @param count a whole number @returns the same of any size: 三十五万零一百二十三 */
export function amount(count: number): string {
  if (!Number.isInteger(count) || count < 10_000 || count >= 100_000_000) return cardinal(count);
  const rest = count % 10_000;
  const between = rest > 0 && rest < 1_000 ? '零' : '';
  return `${cardinal(Math.floor(count / 10_000))}万${between}${rest === 0 ? '' : cardinal(rest)}`;
}

/** @param day `2016-08-02`, with or without a time @returns 八月二日 */
export function spokenDay(day: string): string {
  const [, month, date] = /^\d{4}-(\d{2})-(\d{2})/.exec(day) ?? [];
  return month && date ? `${cardinal(Number(month))}月${cardinal(Number(date))}日` : day;
}

/** @returns 二零一六年八月二日 */
export function spokenDate(day: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(day) ? `${numerals(day.slice(0, 4))}年${spokenDay(day)}` : day;
}

/** @returns 今天 or 明天, as `at` is called at `now`, both in ms since 1970; null for any other day, or where now is not known */
export function nearDay(at: number, now?: number): string | null {
  if (now === undefined) return null;
  const { day } = localTime(at);
  if (day === localTime(now).day) return '今天';
  return day === dayAfter(localTime(now).day) ? '明天' : null;
}

/**
 * @param at ms since 1970
 * @param now when it is said
 * @returns 十月八日上午八点半; 今天下午一点半, 今天中午十二点 where it is said on the same day, 明天上午八点半 on the day before
 */
export function spokenMoment(at: number, now?: number): string {
  const { day, minuteOfDay } = localTime(at);
  const hour = Math.floor(minuteOfDay / 60);
  const minute = minuteOfDay % 60;
  const hourWords = hour % 12 === 2 ? '两' : cardinal(hour === 12 ? 12 : hour % 12);
  const minuteWords = minute === 0 ? '' : minute === 30 ? '半' : `${minute < 10 ? '零' : ''}${cardinal(minute)}分`;
  return `${nearDay(at, now) ?? spokenDay(day)}${partOfDay(hour)}${hourWords}点${minuteWords}`;
}

/**
 * The same with the year, where it is not near.
 * @returns 二零二三年八月二十三日晚上十一点五十四分
 */
export function spokenMomentOfYear(at: number, now?: number): string {
  const year = nearDay(at, now) === null ? `${numerals(localTime(at).day.slice(0, 4))}年` : '';
  return year + spokenMoment(at, now);
}

/** @example partOfDay(12) // '中午': nobody says 下午十二点, nor 上午 of the hours of the night */
function partOfDay(hour: number): string {
  if (hour === 12) return '中午';
  if (hour < 6) return '凌晨';
  return hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
}

/**
 * The digits of a hash, one by one with a pause after each. Letters are named as such: E alone is hardly told from 一, nor B from D.
 * @example spokenHash('3fa0') // '三、字母F、字母A、零'
 */
export function spokenHash(hash: string): string {
  return [...hash.toUpperCase()].map((sign) => (/[A-Z]/.test(sign) ? `字母${sign}` : spellOut(sign))).join('、');
}

/** A number with letters and hyphens in it, as one reads it from paper. @example spokenNumber('QC2026-0001') // 'QC二零二六杠零零零幺' */
export function spokenNumber(no: string): string {
  return spellOut(no.replaceAll('-', '杠'));
}

/** A decimal with so many places that one can follow. @example spokenDecimal('0.2451377') // '零点二四五一' */
export function spokenDecimal(decimal: string): string {
  const [whole = '', part = ''] = decimal.split('.');
  return part === '' ? numerals(whole) : `${numerals(whole)}点${numerals(part.slice(0, 4))}`;
}

const urgentNumbers = /(?<!\d)1(?:10|19|20|22)(?!\d)/g;

/** @returns words in which 110, 119, 120 and 122 are spelled: 110 is 幺幺零, not one hundred and ten */
export function spellUrgentNumbers(words: string): string {
  return words.replace(urgentNumbers, (number) => spellOut(number));
}

/** @returns English words in which telephone numbers are read digit by digit: 1 2 0, 6 5 6 6 1 8 9 0 */
export function spaceDigits(words: string): string {
  return words.replace(/\d{5,}|\b1[12]\d\b/g, (number) => [...number].join(' '));
}

const measured = '[个份只件批次天周位本张条页台辆瓶箱吨人名家种项套包袋米公小分倍年万千百元]';
/** 2 of something is 两; a number of something is 二: 2号, 2月, 第2次. */
const two = new RegExp(`(?<![\\d第.点])2(?=${measured})`, 'g');
/** From a number, or a time that is said already, to another: 3-5天, 九点-十一点半. */
const ranges = new RegExp(
  `(?<=[点半分])\\s*[-~～—–]+\\s*(?=[零一两二三四五六七八九十])|(?<=(?<![\\d-])\\d{1,3})\\s*[-~～—–]\\s*(?=\\d{1,3}${measured})`,
  'g',
);
const link = /(?:https?:\/\/|www\.)[\w.~:/?#@!$'()*+,;=%-]+/gi;
const signs: Readonly<Record<string, string>> = {
  '.': '点',
  '/': '斜杠',
  '-': '横杠',
  _: '下划线',
  '?': '问号',
  '=': '等号',
  ':': '冒号',
};

/** @example spokenLink('http://tj.gov.cn/a1') // 'tj点gov点cn斜杠a幺' */
function spokenLink(url: string): string {
  const named = url.replace(/^https?:\/\//i, '').replace(/[./,;:!?]+$/, '');
  return spellOut([...named].map((sign) => signs[sign] ?? sign).join(''));
}

/** @example spokenTime('11:30') // '十一点半'; what is no time of day stays */
function spokenTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(/[:：]/).map(Number);
  if (hour > 24 || minute > 59) return time;
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : `${minute < 10 ? '零' : ''}${cardinal(minute)}分`;
  return `${hour === 2 ? '两' : cardinal(hour)}点${minutes}`;
}

/** An ASCII sign, letter or digit, or a long dash: one of them is in whatever is spoken otherwise than it is written. */
const perhapsWritten = /[\x21-\x7e～—–]/;

/** Free text as it can be spoken: short numbers as numbers (1只 → 一只), times of day as times, years, links and long numbers sign by sign. */
export function speakable(text: string): string {
  if (!perhapsWritten.test(text)) return text;
  return (
    text
      .replace(link, spokenLink)
      .replace(/[<>"&]/g, ' ')
      // A document's year, and whatever has letters in it, is read sign by sign: 津检函〔2016〕15号, SCADS63W6GC000700.
      .replace(
        /([〔[（(])(\d{4})([〕\]）)])/g,
        (_, open: string, year: string, close: string) => open + numerals(year) + close,
      )
      // Whole runs, looked at once: a pattern that may begin anywhere in one takes the square of its length.
      .replace(/[A-Za-z\d]+/g, (run) => (/[A-Za-z]/.test(run) && /\d/.test(run) ? spellOut(run) : run))
      .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?/g, (day) => spokenDate(day.slice(0, 10)))
      .replace(/(?<![\d:])\d{1,2}[:：]\d{2}(?::\d{2})?(?![\d:：])/g, spokenTime)
      .replace(ranges, '到')
      // An area code, and the number behind it.
      .replace(/(?<=(?<!\d)0\d{2,3})-(?=\d{7,8}(?!\d))/g, '，')
      .replace(/(\d{4})年/g, (_, year: string) => `${numerals(year)}年`)
      .replace(/(?<!\d)(\d+(?:\.\d+)?)%/g, '百分之$1')
      .replace(/(\d{1,4})\.(\d+)/g, (_, whole: string, part: string) => {
        const rest = part.replace(/0+$/, '');
        return cardinal(Number(whole)) + (rest === '' ? '' : `点${numerals(rest)}`);
      })
      .replace(two, '两')
      .replace(/\d+/g, (run) => (run.length <= 4 && !/^0./.test(run) ? cardinal(Number(run)) : spellOut(run)))
  );
}

function numerals(digits: string): string {
  return [...digits].map((digit) => numeralNames[Number(digit)] ?? digit).join('');
}

const keyNames: Readonly<Record<string, string>> = { '*': '星号键', '#': '井号键' };

/** @returns how a key is called: 按一, 按零, 按星号键 */
export function keyName(key: string): string {
  return keyNames[key] ?? numeralNames[Number(key)] ?? key;
}
