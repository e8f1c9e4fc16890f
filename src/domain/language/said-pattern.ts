import { inSimplified } from './simplified.js';

/** How much may stand where a pattern has `…`. */
const gap = '.{0,6}?';
const mostGaps = 2;
const grammar = /^[\p{L}\p{N}'()|…]+$/u;

const signs = /[\s\p{P}\p{S}]/gu;
/** Sounds and words that people put between others without meaning anything by them. */
const fillers = /[嗯呃啊哎唉喂哦噢诶欸呀哈]|(?:那|这)个|就是说|就是|然后/g;

/**
 * What somebody may say in several ways, as content writes it: `(a|b)` is either, `(a|)` may be left out, and `…` stands for up to
 * six other characters, at most twice. Everything else is itself, in simplified or traditional characters. Blanks make no difference, and fillers may not stand in it: they are
 * not heard.
 * @returns the source of a regular expression that looks anywhere in bare words ({@link bareWords}); null where it is no such pattern
 * @example patternSource('(我|他)要跳(楼|河)') // '(?:我|他)要跳(?:楼|河)'
 */
export function patternSource(pattern: string): string | null {
  const bare = inOneShape(pattern);
  if (!grammar.test(bare) || bare.startsWith('…') || bare.search(fillers) >= 0 || bare.split('…').length - 1 > mostGaps)
    return null;
  const source = bare.replaceAll('(', '(?:').replaceAll('…', gap);
  try {
    // One that is met by nothing at all would be met by everything.
    return new RegExp(source, 'u').test('') ? null : source;
  } catch {
    return null;
  }
}

function inOneShape(pattern: string): string {
  return plainForm(pattern).replace(/\s/g, '');
}

/** 活著 is 活着: dictionaries keep 著, which is a word of its own in 著名. */
function plainForm(text: string): string {
  return inSimplified(text).toLowerCase().replaceAll('著', '着');
}

/**
 * @param pattern one that {@link patternSource} reads
 * @returns the characters that it may begin with
 * @example firstCharacters('(我|)要跳') // ['我', '要']
 */
export function firstCharacters(pattern: string): readonly string[] {
  const ways = splitWays(inOneShape(pattern));
  if (ways.length > 1) return ways.flatMap(firstCharacters);
  const [one = ''] = ways;
  if (!one.startsWith('(')) return one === '' ? [] : [one[0] ?? ''];
  const end = endOfGroup(one);
  return splitWays(one.slice(1, end)).flatMap((way) => firstCharacters(way + one.slice(end + 1)));
}

/** @example splitWays('a(b|c)|d') // ['a(b|c)', 'd'] */
function splitWays(pattern: string): readonly string[] {
  const ways = [''];
  let depth = 0;
  for (const character of pattern) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) ways.push('');
    else ways[ways.length - 1] += character;
  }
  return ways;
}

/** Where the group ends that the pattern begins with. */
function endOfGroup(pattern: string): number {
  let depth = 0;
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] === '(') depth += 1;
    if (pattern[index] === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return pattern.length;
}

/**
 * @returns words in one shape (NFKC) in simplified characters, without case, blanks, signs and fillers, as patterns look at them
 * @example bareWords('嗯，我…就是说，不想活了！') // '我不想活了'
 */
export function bareWords(words: string): string {
  return plainForm(words).replace(signs, '').replace(fillers, '');
}
