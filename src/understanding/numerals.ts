const spokenDigits: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((numeral, digit) => [numeral, String(digit)])),
  ...{ 〇: '0', '○': '0', 洞: '0', 幺: '1', 么: '1', 两: '2', 拐: '7', 勾: '9' },
};

const digit = `[${Object.keys(spokenDigits).join('')}0-9]`;
/** Shorter ones are numbers of things: 三五个. */
const spokenRun = new RegExp(`${digit}(?:[ ,，、-]?${digit}){5,}`, 'g');

/** Writes digits that were read out one by one as digits: 幺二零零零零 becomes 120000. Numbers of things stay as they are. */
export function digitsOfSpoken(text: string): string {
  return text.replace(spokenRun, (run) => {
    if (/^[0-9 ,，、-]+$/.test(run)) return run;
    return [...run]
      .map((character) => (/[ ,，、-]/.test(character) ? '' : (spokenDigits[character] ?? character)))
      .join('');
  });
}

const numeralValues: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const unitValues: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const largeUnits: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };
/** A digit with a unit, or ten and a digit: 千万 and 十分 are words. */
const numeral =
  /(?:[一二两三四五六七八九]|(?=十[一二三四五六七八九]))[零一二两三四五六七八九十百千万亿]*[十百千万亿][零一二两三四五六七八九十百千万亿]*|十[一二三四五六七八九]/g;

/** @returns the numbers in a text that are written in Chinese, with where they stand: 一百二十万 is 1200000 */
export function numbersIn(text: string): { readonly value: number; readonly text: string; readonly start: number }[] {
  return [...text.matchAll(numeral)].map((match) => ({
    value: numberOf(match[0]),
    text: match[0],
    start: match.index,
  }));
}

function numberOf(words: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const word of words) {
    const unit = unitValues[word];
    const large = largeUnits[word];
    if (unit !== undefined) {
      section += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    } else if (large !== undefined) {
      total = large > 10_000 ? (total + section + digit) * large : total + (section + digit) * large;
      section = 0;
      digit = 0;
    } else digit = numeralValues[word] ?? 0;
  }
  return total + section + digit;
}
