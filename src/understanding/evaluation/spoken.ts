import type { Characters } from '../model/characters.js';
import { seeded } from '../model/seeded-random.js';
import { withHomophones } from './homophones.js';

/** What people say before they have begun, and while they think. */
const openings = ['嗯', '喂你好', '呃那个', '你好我想问一下', '哎麻烦您', '请问一下啊', '就是', '那个', '您好请问'];
const pauses = ['嗯', '呃', '那个', '就是说', '啊', '然后', '这个'];
/** How often somebody begins so, and pauses so between two words. */
const shareOpened = 0.7;
const sharePaused = 0.12;
const shareMisheard = 0.1;

/**
 * Writes texts as a recogniser writes what somebody says: fillers in front and between words, no signs, numbers in words, and one character
 * of ten misheard. The same texts always come out the same.
 * @param common characters that may come in where one is misheard, such as all that the sayings are made of
 * @example 报检号120，查到哪了？ may come out as 喂你好报检号一百二十呃查到哪了
 */
export function asSpoken(texts: readonly string[], common: Iterable<string>, characters: Characters): string[] {
  const random = seeded(16);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const misheard = withHomophones(texts.map(withoutSigns), shareMisheard, common, characters);
  return misheard.map((text) => {
    const opening = random() < shareOpened ? pick(openings) : '';
    const words = [...wordsIn.segment(text)].map(({ segment }) => segment);
    const pauseBefore = (word: string, at: number) => at > 0 && random() < sharePaused && !startsWithNumeral.test(word);
    return opening + words.map((word, at) => (pauseBefore(word, at) ? pick(pauses) : '') + word).join('');
  });
}

const wordsIn = new Intl.Segmenter('zh-CN', { granularity: 'word' });

function withoutSigns(text: string): string {
  return text.replace(/\d+/g, inWords).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Nobody pauses within a number, as far as that can be seen. */
const startsWithNumeral = /^[零幺一二三四五六七八九十百]/;

const numerals = '零一二三四五六七八九';
const units = ['', '十', '百'];

/** Up to three digits are a number; more are read out one by one, 1 as 幺. */
function inWords(digits: string): string {
  if (digits.length > units.length || digits.startsWith('0')) {
    return [...digits].map((digit) => (digit === '1' ? '幺' : (numerals[Number(digit)] ?? ''))).join('');
  }
  const read = [...digits]
    .map((digit, at) => (digit === '0' ? '零' : `${numerals[Number(digit)]}${units[digits.length - 1 - at]}`))
    .join('');
  return read
    .replace(/零+/g, '零')
    .replace(/(.)零$/, '$1')
    .replace(/^一十/, '十');
}
