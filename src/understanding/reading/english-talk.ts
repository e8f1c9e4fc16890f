import type { English, EnglishAnswer, EnglishCourtesy, EnglishPart } from '../../domain/content/english.js';

/** Longer messages say more than thanks, and ask of more than what was just answered. */
const longest = 90;
const latinWord = /[a-z]+(?:['’][a-z]+)*/g;
/** Neither a word nor a sign beside one. */
const notLatin = /[^\p{Script=Latin}\p{P}\p{S}\p{Z}\p{M}'’]/u;
const longestCourtesy = 5;
/** What stands beside a courtesy and is one no more or less. */
const beside: ReadonlySet<string> = new Set(['sir', 'madam', 'everyone', 'again', 'and', 'so', 'then', 'please', 'oh']);

interface Known {
  readonly courtesy: EnglishCourtesy;
  readonly place: number;
  /** Whether only whoever writes English says it. */
  readonly isSure: boolean;
}

const cachedKnown = new WeakMap<English, ReadonlyMap<string, Known>>();

/**
 * @param isAfterEnglish whether the last answer was in English: ok and hi are taken as English then
 * @returns the courtesy that is all of a text, the most telling where there are several; null for what says something else
 * @example courtesyInEnglish('Ok, thank you!', english, false).kind // 'thanks'; 'ok' alone is null, for Chinese people write it, too
 */
export function courtesyInEnglish(text: string, english: English, isAfterEnglish: boolean): EnglishCourtesy | null {
  const words = wordsOf(text);
  if (words.length === 0) return null;
  const known = knownIn(english);
  let best: Known | null = null;
  let isSure = isAfterEnglish;
  for (let at = 0; at < words.length; ) {
    const [found, to] = longestAt(words, at, known);
    if (found) {
      isSure ||= found.isSure;
      if (!best || found.place < best.place) best = found;
    } else if (!beside.has(words[at] ?? '')) return null;
    at = to;
  }
  return isSure ? (best?.courtesy ?? null) : null;
}

function longestAt(
  words: readonly string[],
  at: number,
  known: ReadonlyMap<string, Known>,
): readonly [found: Known | null, to: number] {
  for (let to = Math.min(words.length, at + longestCourtesy); to > at; to--) {
    const found = known.get(words.slice(at, to).join(' '));
    if (found) return [found, to];
  }
  return [null, at + 1];
}

function knownIn(english: English): ReadonlyMap<string, Known> {
  const cached = cachedKnown.get(english);
  if (cached) return cached;
  const known = new Map<string, Known>(
    english.courtesies.flatMap((courtesy, place) => [
      ...courtesy.alsoSaid.map((said): [string, Known] => [said, { courtesy, place, isSure: false }]),
      ...courtesy.said.map((said): [string, Known] => [said, { courtesy, place, isSure: true }]),
    ]),
  );
  cachedKnown.set(english, known);
  return known;
}

/** Two questions in one: where is it and how much. */
const betweenQuestions = /\band\b|[,;.?!&，；。？！]/iu;

/**
 * @param last what was just answered, where its words name nothing else: how long is the quarantine, after what was told of it
 * @returns what a text asks about whatever was just answered, one thing for each question; empty for what names something, or asks of us (where are you)
 * @example partsAskedIn('How much is it, and how long does it take?', english) // ['cost', 'duration']; 'how much is a rabies shot' is none
 */
export function partsAskedIn(text: string, english: English, last?: EnglishAnswer): readonly EnglishPart[] {
  if (text.length > longest) return [];
  const own = last ? wordsOfAnswer(last) : nothing;
  const questions = text.split(betweenQuestions).filter((one) => wordsOf(one).length > 0);
  const parts = questions.map((one) => partAskedIn(one, own, english));
  if (questions.length > 1 && parts.every((part) => part !== null)) return [...new Set(parts)];
  const whole = partAskedIn(text, own, english);
  return whole === null ? [] : [whole];
}

function partAskedIn(text: string, own: ReadonlySet<string>, english: English): EnglishPart | null {
  const words = wordsOf(text);
  if (words.length === 0 || words.some((word) => word === 'you' || word === 'your')) return null;
  for (const [part, lines] of english.asks) {
    for (const line of lines) {
      const wanted = line.split(' ').map((ways) => ways.split('|'));
      const isAsked = wanted.every((ways) => ways.some((way) => words.includes(way)));
      const isNamed = (word: string): boolean => wanted.some((ways) => ways.includes(word));
      if (isAsked && words.every((word) => english.commonWords.has(word) || own.has(word) || isNamed(word)))
        return part;
    }
  }
  return null;
}

const nothing: ReadonlySet<string> = new Set();
const cachedWords = new WeakMap<EnglishAnswer, ReadonlySet<string>>();

/** The words that an answer is told in. */
function wordsOfAnswer(answer: EnglishAnswer): ReadonlySet<string> {
  const cached = cachedWords.get(answer);
  if (cached) return cached;
  const told = [answer.title, answer.words, ...answer.parts.values()].join(' ').toLowerCase();
  const words = new Set(told.replace(/\{[^}]*\}/g, ' ').match(latinWord));
  cachedWords.set(answer, words);
  return words;
}

/** The words of a short text; none where it is not all in Latin letters. */
function wordsOf(text: string): readonly string[] {
  if (text.length > longest) return [];
  const looked = text.normalize('NFKC').toLowerCase();
  return notLatin.test(looked) ? [] : (looked.match(latinWord) ?? []);
}
