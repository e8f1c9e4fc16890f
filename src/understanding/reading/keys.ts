/** Which of a list somebody chose by its place in it: `first` is 0, counted from the end where it is negative. */
export type Ordinal = number;

const numerals: ReadonlyMap<string, string> = new Map([
  ...[...'零一二三四五六七八九'].map((numeral, key) => [numeral, String(key)] as const),
  ...[...'壹贰叁肆伍陆柒捌玖'].map((numeral, index) => [numeral, String(index + 1)] as const),
  ['幺', '1'],
  ['两', '2'],
  ['兩', '2'],
]);
const named: ReadonlyMap<string, string> = new Map([
  ...['井', '井号', '井字', '井號'].map((name) => [name, '#'] as const),
  ...['星', '星号', '星號', '米字', '米'].map((name) => [name, '*'] as const),
]);

/** Keycaps (1️⃣), and the circled digits that NFKC leaves as they are. */
const keycap = /[\u20e3\ufe0f]/g;
const circled = ['❶❷❸❹❺❻❼❽❾', '➀➁➂➃➄➅➆➇➈', '➊➋➌➍➎➏➐➑➒'];
/** Brackets, quotes and stops around a key: （1）, “1”, 1. and 1、 */
const around = /^[\s([【〔「『"'“‘]+|[\s)\]】〕」』"'”’。.,，、!！~;；:：]+$/gu;
const pressed =
  /^(?:那?[我请]?(?:想|要|就|来)?(?:按一?下?|选择?|選擇?|点一?下?|點|打|输入?|輸入?|回复|回復|回|拨|数字|數字)了?){1,2}(?:数字|數字)?(.+?)(?:号?键|號?鍵)?(?:吧|啊|呀|哈|了)?$/u;
/** What may come after a key that is written alone: 1吧, 1谢谢. */
const followed = /^([0-9*#零一二三四五六七八九幺])[\s，,。]*(?:吧|就好|就行|谢谢[您你]?|谢了|麻烦了)$/u;
const keyNamed = /^(?:数字|數字)?(.{1,2}?)(?:号?键|號?鍵)$/u;
/** Longer ones say more than a key. */
const longest = 24;

/**
 * @param words in one shape, as `normalise` gives them
 * @returns the key somebody wrote or said instead of pressing it, or null
 * @example keyIn('二') // '2'; so do '2。', '（2）', '2️⃣', '按2', '二号键', '2谢谢' and '我选2'; '二号' is an ordinal, and '22' neither
 */
export function keyIn(words: string): string | null {
  if (words.length > longest && words.replace(around, '').length > longest) return null;
  const bare = bareOf(words);
  const whole = keyOf(bare);
  if (whole !== null || bare.length < 2) return whole;
  const said = (followed.exec(bare) ?? pressed.exec(bare) ?? keyNamed.exec(bare))?.[1];
  return said === undefined ? null : (keyOf(bareOf(said)) ?? named.get(said) ?? null);
}

function bareOf(words: string): string {
  return words.replace(keycap, '').replace(around, '');
}

function keyOf(bare: string): string | null {
  if (/^[0-9*#]$/.test(bare)) return bare;
  // 两 counts: two of something. Only a place in a list may be called so (第两个).
  if (/^[两兩]$/.test(bare)) return null;
  if (bare.length === 1) {
    for (const row of circled) if (row.includes(bare)) return String(row.indexOf(bare) + 1);
  }
  return numerals.get(bare) ?? (bare.length > 1 ? (named.get(bare) ?? null) : null);
}

const number = '[1-9一二三四五六七八九两兩]';
const measure = '(?:个|個|项|項|条|條|种|種|号|號|样|樣|款|件|类|問題|问题|选项|選項|位|瓶|辆|輛|批|行|点|點){0,2}';
const before = '(?:那|就|我|你|给|帮|想|要|是|问|問|选|選|按|点|點|看|查|说|說|的|来|應該|应该|还是|應)*';
const after = '(?:是我[要想](?:[问查办看]|知道)的|的|那个|那個|那条|那條|这个|這個|吧|啊|呀|哦|哈|了|谢谢|謝謝|嘛|呗)*';
const counted = new RegExp(
  `^${before}(?:第(${number})${measure}|(${number})(?:号|號)|头一${measure}|頭一${measure})${after}$`,
  'u',
);
const former = new RegExp(
  `^${before}(?:前者|(?:前(?:面|一|头|邊|边)|上(?:面|头|邊|边))(?:的|那|这)?${measure}|最(?:前面|上面|开始)${measure}|头一${measure})${after}$`,
  'u',
);
const latter = new RegExp(
  `^${before}(?:后者|後者|(?:后|後|下)(?:面|一|头|邊|边)(?:的|那|这)?${measure}|最(?:后|後|末|下面|后面)(?:的|一|那)?${measure}|倒数第一${measure}|末${measure})${after}$`,
  'u',
);

/**
 * @param words in one shape, as `normalise` gives them
 * @returns which of a list it names by its place, from 0, and from -1 backwards; null when it names none
 * @example ordinalIn('第二条') // 1; '二号' too, '前者' is 0 and '最后一个' -1; '12号' and '第一类医疗器械' are null
 */
export function ordinalIn(words: string): Ordinal | null {
  if (words.length > longest) return null;
  const bare = words.replace(/[\s\p{P}嗯呃啊哦]/gu, '');
  const [, one, other] = counted.exec(bare) ?? [];
  const digit = one ?? other;
  if (digit !== undefined) return Number(numerals.get(digit) ?? digit) - 1;
  if (counted.test(bare)) return 0;
  // 前面 and 最后 alone may begin something else.
  if (bare.length < 3 && !/[前后後]者/.test(bare)) return null;
  if (former.test(bare)) return 0;
  return latter.test(bare) ? -1 : null;
}
