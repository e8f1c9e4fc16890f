import type { English, EnglishAnswer } from '../../domain/content/english.js';
import type { Heard } from './heard.js';

/** Whoever asks something in English has asked it by then. */
const longestLooked = 500;
/** So many words in Latin letters are a language, even where none of them is common in English. */
const surelyWords = 4;
/** So few Chinese characters may stand beside them: a name, a place. */
const mostHanShare = 0.15;

const latinWords = /[a-z]+(?:['’-][a-z]+)*/g;
const han = /\p{Script=Han}/gu;
const letters = /\p{L}/gu;
/** Scripts of languages that nobody here answers in, either. */
const otherScripts =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}]/gu;
const fewestOther = 3;

/** That somebody writes English, or another language than Chinese; `answer` is null where there is none to what they ask. */
export interface InEnglish {
  readonly answer: EnglishAnswer | null;
}

/**
 * @param text as it was written
 * @returns null for Chinese, and for names, codes and numbers
 * @example englishIn('Where can I get a yellow fever shot?', english).answer.id // 'yellow-fever'; 'Chateau Lafite' is null
 */
export function englishIn(text: string, english: English): InEnglish | null {
  const looked = text.slice(0, longestLooked).normalize('NFKC').toLowerCase();
  const words = looked.match(latinWords)?.filter((word) => word.length > 1 || word === 'i' || word === 'a') ?? [];
  const others = looked.match(otherScripts)?.length ?? 0;
  if (words.length === 0 && others < fewestOther) return null;
  const all = looked.match(letters)?.length ?? 0;
  const chinese = looked.match(han)?.length ?? 0;
  // Japanese is written with Chinese characters, too.
  if (others >= fewestOther && others > chinese / 2) return { answer: null };
  if (chinese > all * mostHanShare) return null;
  const answer = answerTo(words, english);
  if (answer) return { answer };
  // hi and ok are said in any language.
  const isLong = words.length > 1 || (words[0]?.length ?? 0) > 3;
  const isEnglish = isLong && words.some((word) => english.commonWords.has(word));
  return isEnglish || (words.length >= surelyWords && !/\d/.test(looked)) ? { answer: null } : null;
}

/** The same of what was heard. What means something by rule, is only polite, or names a record is answered as that in any language. */
export function heardInEnglish(heard: Heard, english: English): InEnglish | null {
  if (heard.rule || heard.smallTalk || heard.identifiers.length > 0) return null;
  return englishIn(heard.text, english);
}

/** The answer of whose lines the one with most words stands in the message. */
function answerTo(words: readonly string[], { answers }: English): EnglishAnswer | null {
  let best: EnglishAnswer | null = null;
  let most = 0;
  for (const answer of answers) {
    for (const line of answer.heard) {
      const wanted = line.split(' ');
      if (wanted.length > most && wanted.every((ways) => isSaid(ways, words))) {
        best = answer;
        most = wanted.length;
      }
    }
  }
  return best;
}

/** @param ways `dog|cat`, `vaccin*`, or words that stand side by side: `me+back|call+me` */
function isSaid(ways: string, words: readonly string[]): boolean {
  return ways.split('|').some((way) => {
    const wanted = way.split('+');
    return words.some((_, at) => wanted.every((one, nth) => fits(one, words[at + nth])));
  });
}

function fits(wanted: string, word = ''): boolean {
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
}
