/** So many characters of a word are compared: whoever writes more means those that begin so. */
const longestWord = 12;

/** Runs of what is written without blanks (汉字, かな), and of what is written with them. */
const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{N}]+/gu;
const isUnspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** @returns the text as words are compared: full-width signs as half-width ones, capitals as small letters, accents off */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function runsIn(text: string): readonly string[] {
  return splitRuns(folded(text).match(runs) ?? []);
}

/** A run of letters may end in characters that stand without blanks: `abc示例` is two. */
function splitRuns(found: readonly string[]): readonly string[] {
  return found.flatMap(
    (run) =>
      run.match(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
      ) ?? [],
  );
}

/**
 * What a value is found by: its words, and of what is written without blanks everything from each character on.
 * @example wordsIn('天津滨海 Ltd') // ['天津滨海', '津滨海', '滨海', '海', 'ltd']
 */
export function wordsIn(value: string): readonly string[] {
  const words = new Set<string>();
  for (const run of runsIn(value)) {
    const signs = [...run];
    const starts = isUnspaced.test(run) ? signs.keys() : [0];
    for (const start of starts) words.add(signs.slice(start, start + longestWord).join(''));
  }
  return [...words];
}

/**
 * What somebody looks for: each must be the beginning of a word.
 * @example wordsAsked('滨海 ltd.') // ['滨海', 'ltd']
 */
export function wordsAsked(text: string): readonly string[] {
  return [...new Set(runsIn(text).map((run) => [...run].slice(0, longestWord).join('')))];
}
