import { entryIn } from './field-question.js';
import { spokenDigits } from './numerals.js';

const numerals = Object.keys(spokenDigits).join('');
const digit = `[0-9${numerals}]`;
const oneByOne = new RegExp(`[${numerals}]`, 'g');
/** 三个零, 双八, 四个 8. */
const several = new RegExp(`([二两三四2-4])个 ?(${digit})|双(${digit})`, 'g');
/** 八千, which says nothing of hundreds. */
const thousands = new RegExp(`([${numerals}])千(?![${numerals}0-9十百万])`, 'g');
/** A code that was read twice, or has a digit too many, is a code that is wrong; a longer number is none. */
const mostTooMany = 2;

/**
 * @param text in one shape
 * @param names what the code is called
 * @param length how many digits it has
 * @returns the digits of a message that is a short code and little else; null for one that says something else
 * @example codeIn('后四位是八三个零', ['后四位'], 4) // '8000'; 七三幺五 is 7315
 */
export function codeIn(text: string, names: readonly string[], length: number): string | null {
  // A name may hold a numeral: 后四位.
  const unnamed = names.toSorted((a, b) => b.length - a.length).reduce((rest, name) => rest.replace(name, ''), text);
  const digits = unnamed
    .replace(several, (_, count: string, one?: string, twice?: string) =>
      twice === undefined ? (one ?? '').repeat(Number(digitOf(count))) : twice.repeat(2),
    )
    .replace(thousands, '$1000')
    .replace(oneByOne, digitOf);
  const bare = digits.replace(/[\s\p{P}]/gu, '');
  if (/^\d+$/.test(bare)) return bare;
  const entered = entryIn(digits, [])?.replace(/[ -]/g, '') ?? null;
  return entered !== null && /^\d+$/.test(entered) && entered.length <= length + mostTooMany ? entered : null;
}

function digitOf(numeral: string): string {
  return spokenDigits[numeral] ?? numeral;
}
