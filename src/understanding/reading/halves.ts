import { lettersOf } from './question-words.js';

/** Longer messages tell a story rather than ask two things. */
const longest = 120;
/** What is shorter asks nothing by itself. */
const shortestHalf = 4;
/** Where a second matter begins. 还有 and 另外 only after a sign: 家里还有一条狗 goes on. */
const joint = /[,，。.;；?？!！、 ]+(?:还有|另外|顺便|再问)(?:就是|再|想)?(?:问|请问)?(?:一下|下)?[,，: ]*|[?？;；]+/u;

/**
 * @param words in one shape, as `Heard.words` gives them
 * @returns the two parts of a message that may ask two things; null where nothing says that it does
 * @example halvesOf('狗怎么带进来,还有红酒标签怎么弄') // ['狗怎么带进来', '红酒标签怎么弄']
 */
export function halvesOf(words: string): readonly [string, string] | null {
  if (words.length > longest) return null;
  const found = joint.exec(words);
  if (!found) return null;
  const first = words.slice(0, found.index);
  const second = words.slice(found.index + found[0].length);
  if (lettersOf(first).length < shortestHalf || lettersOf(second).length < shortestHalf) return null;
  return [first, second];
}
