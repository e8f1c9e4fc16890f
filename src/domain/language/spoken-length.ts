import { pieces } from './pieces.js';

/** How many syllables a usual voice speaks in a minute. */
const syllablesAMinute = 267;

/** @returns how many syllables words have: one for each Chinese character, digit and letter */
export function syllablesOf(words: string): number {
  return words.match(/\p{Script=Han}|[0-9A-Za-z]/gu)?.length ?? 0;
}

/** @returns how long words take to be said, in seconds, without the pauses between them */
export function spokenSeconds(words: string): number {
  return (syllablesOf(words) * 60) / syllablesAMinute;
}

/**
 * Cuts words that would be listened to for too long, at the end of a sentence where there is one.
 * @param most how many UTF-16 units are said
 * @example cutForEar('一二。三四五。六', 4) // { said: '一二。', isCut: true }
 */
export function cutForEar(words: string, most: number): { readonly said: string; readonly isCut: boolean } {
  if (words.length <= most) return { said: words, isCut: false };
  return { said: pieces(words.slice(0, most + 1), most)[0] ?? '', isCut: true };
}
