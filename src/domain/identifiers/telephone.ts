/** A mobile number, one with an area code, or one within the city, however it is grouped. */
const written =
  /(?<!\d)(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?[2-9]\d{3}[ -]?\d{3,4}|[2-9]\d{3}[ -]?\d{4})(?!\d)/;
const digits = /\d(?:[ -]?\d)*/g;
/** Whoever writes fewer digits has written no number. */
const fewest = 5;

/** A telephone number that somebody gave, or how many digits there were of what is none; null: nothing like one. */
export type GivenTelephone = { readonly number: string } | { readonly given: number };

/** Mobile numbers, those of an area (10, 2x, 3xx to 9xx), of a company (400, 800), and short ones such as 12360. */
const ofChina =
  /^\+86(?:1[3-9]\d{9}|10[2-9]\d{7}|2\d[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7}|[48]00\d{7}|1[0-2]\d{3,4}|9\d{4,5})$/;

/**
 * @param number in E.164
 * @returns whether it begins like a number of China, and has too many digits, too few, or a 0 behind +86
 * @example isNoNumberOfChina('+8602265661890') // true: it is +862265661890
 */
export function isNoNumberOfChina(number: string): boolean {
  return number.startsWith('+86') && !ofChina.test(number);
}

/** The same, and numbers of other countries. */
const anyWritten = new RegExp(`\\+\\d(?:[ -]?\\d){6,14}(?!\\d)|${written.source}`, 'g');
const day = /^20\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/**
 * @param instead what stands in place of each
 * @returns words without the telephone numbers in them; what can be a day stays
 * @example withoutTelephones('请打13800138000', '…') // '请打…'
 */
export function withoutTelephones(words: string, instead: string): string {
  return words.replace(anyWritten, (found) => (day.test(found) ? found : instead));
}

/**
 * @param words in one shape; digits are ASCII
 * @example telephoneIn('我的电话138 0013 8000') // { number: '13800138000' }
 * @example telephoneIn('1380013800') // { given: 10 }
 */
export function telephoneIn(words: string): GivenTelephone | null {
  const number = written.exec(words)?.[0].replace(/[ -]|^\+?86(?=[ -]?1)/g, '');
  if (number !== undefined) return { number };
  const given = Math.max(0, ...[...words.matchAll(digits)].map(([run]) => run.replace(/\D/g, '').length));
  return given < fewest ? null : { given };
}

/** @returns E.164; null for what is within a city, or none. @example wholeNumber('13800138000') // '+8613800138000' */
export function wholeNumber(number: string): string | null {
  if (/^\+[1-9]\d{6,14}$/.test(number)) return number;
  if (/^1[3-9]\d{9}$/.test(number)) return `+86${number}`;
  return /^0[1-9]\d{8,10}$/.test(number) ? `+86${number.slice(1)}` : null;
}
