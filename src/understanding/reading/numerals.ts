import { lettersOfNames } from './letter-names.js';

/** What is read out for each digit. */
export const spokenDigits: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((numeral, digit) => [numeral, String(digit)])),
  ...{ 〇: '0', '○': '0', 洞: '0', 幺: '1', 么: '1', 两: '2', 拐: '7', 勾: '9' },
};

const digit = `[${Object.keys(spokenDigits).join('')}0-9]`;
/** A letter on its own among digits; 字母 may be said before it. */
const letter = '(?:(?:大写|小写)?(?:字母)?[A-Za-z](?![A-Za-z]))';
/** Shorter ones are numbers of things: 三五个. */
const spokenRun = new RegExp(`${digit}(?:[ ,，、-]?(?:${digit}|${letter})){5,}`, 'g');
const mostLetters = 3;
/** A run has six characters, and of those at most so many are letters. */
const fewestDigits = 6 - mostLetters;
const digitCharacters = new Set([...Object.keys(spokenDigits), ...'0123456789']);

function hasDigits(text: string, count: number): boolean {
  let found = 0;
  for (let at = 0; at < text.length && found < count; at++) if (digitCharacters.has(text[at] as string)) found++;
  return found >= count;
}

/**
 * Writes digits that were read out one by one as digits: 幺二零零零零 becomes 120000, 幺幺零幺九六零H七九 becomes 1101960H79, and so does
 * what calls the letter by its name (艾尺). Numbers of things stay as they are.
 */
export function digitsOfSpoken(text: string): string {
  if (!hasDigits(text, fewestDigits)) return text;
  return lettersOfNames(text).replace(spokenRun, (run) => {
    const bare = run.replace(/[ ,，、-]|(?:大写|小写)?字母|大写|小写/g, '');
    const letters = bare.match(/[A-Za-z]/g)?.length ?? 0;
    const hasNumerals = /[^0-9A-Za-z]/.test(bare);
    // What is written in digits stays as it is, and so does what is mostly letters.
    if (letters > mostLetters || (!hasNumerals && bare === run.replace(/[ ,，、-]/g, ''))) return run;
    return [...bare].map((character) => spokenDigits[character] ?? character).join('');
  });
}

/** A digit with a unit, or ten and a digit: 千万 and 十分 are words. */
const numeral =
  /(?:[一二两三四五六七八九]|(?=十[一二三四五六七八九]))[零一二两三四五六七八九十百千万亿]*[十百千万亿][零一二两三四五六七八九十百千万亿]*|十[一二三四五六七八九]/g;

const anyUnit = /[十百千万亿]/;

/**
 * @returns where numbers stand that are written in Chinese, in their order; `end` is the place after one
 * @example numeralsIn('买了十二瓶') // [{ start: 2, end: 4 }]
 */
export function numeralsIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  if (!anyUnit.test(text)) return [];
  return [...text.matchAll(numeral)].map(({ index, 0: words }) => ({ start: index, end: index + words.length }));
}
