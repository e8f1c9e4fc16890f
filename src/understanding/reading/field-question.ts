/**
 * What somebody may say about what they are to enter: what it is, where it stands, what one looks like, what to do without it; that they are
 * looking for it, and that they entered it wrongly.
 */
export type FieldQuestion = 'about' | 'where' | 'example' | 'without' | 'wait' | 'wrong';

export interface AskedOfField {
  readonly asks: FieldQuestion | null;
  /** Which of the names was said; null when none was. */
  readonly name: string | null;
}

/** Longer messages are about something else, and only mention it. */
const longest = 40;

const isWithout =
  /(?:我|现在|手里|手上)*(?:只有|只知道|就有|就知道)(?:提单|箱|柜|合同|发票|运单|订单|快递|品名|车牌|名字|公司名)(?:号|子)?|没有|没带|没找到|找不到|找不着|不知道|不晓得|不清楚|不记得|记不得|记不清|记不住|忘记|忘了|弄丢|丢了|搞丢|没拿到|没给|没记(?:下来?|住|录|着)?|没存(?:下来?|住)?|没写(?:下来?)|没留(?:着|下)?|没抄|查不到|看不到|看不见|没收到|收不到|没听清|没听见|看不清|过期/;

/**
 * How it is asked, in the order in which it is looked for: 在哪看 before 看. What is found is taken out, and what is left must say nothing
 * else: 体检中心在哪 asks for a place of the bureau's.
 */
const ways: readonly (readonly [FieldQuestion, RegExp])[] = [
  ['wait', /稍等|等一下|等一等|等等|等会儿?|等我|我找找|我找一下|我去找|我去拿|我拿一下|正在找|我翻翻|马上发/],
  ['wrong', /错了|输错|填错|写错|打错|发错|说错|弄错|重新填写?|重填|重输|重新输入?|改一下/],
  ['without', isWithout],
  [
    'where',
    /在哪儿?里?|哪里|哪儿|哪块|哪个地方|哪个位置|什么地方|什么位置|啥地方|怎么找|咋找|上哪|去哪|从哪|找谁|怎么查到|怎么知道|怎么获得|怎么得到|怎么来|多少(?!位)/,
  ],
  [
    'example',
    /什么样儿?子?的?|啥样儿?子?的?|长什么样|长啥样|怎么样的|举个?例子?|举一?个例子|例子|示例|样本|样例|格式|怎么写|咋写|几位数?|多少位数?|多长|怎么输|怎么填|咋填|带字母|有字母/,
  ],
  [
    'about',
    /什么意思|啥意思|是什么|是啥|什么是|啥是|什么叫|什么东西|啥东西|啥玩意儿?|什么号|哪个号|是哪个|哪一个|指的?是?什么|指啥|什么用|啥用|干什么|干嘛|干啥|为什么|为啥|怎么回事|什么|啥|不懂|不明白|解释/,
  ],
];

/** What stands in such a question and says nothing: 请问这个号一般印在单子的哪里呀. */
const small =
  /请问|你好|您好|麻烦您?|帮我|我想|想问|怎么办|咋办|问一?下|一下子?|告诉我|说说|就是|那个|这个|这些|这种|那种|这|那|到底|究竟|一般|具体|通常|应该|可以|需要|要求|怎么|咋|单子|单据|纸质?|上面|里面|号码|编号|编码|单号|数字|[印写看找查填输发要能得会我它是有个在从去来里上的了呢吗么啊呀嘛哦吧哈诶唉额嗯到给又还也都就没不太号码用做叫先问说话道]/g;
const signs = /[\s\p{P}\p{S}]/gu;
/** Beside its name, so much more may be said. */
const mostBesideName = 2;

/**
 * @param words in one shape
 * @param names what the fields are called; the longest that was said counts
 * @param isNamed whether only questions count that name a field
 * @returns null when it is surely no question about a field
 * @example askedOfField('登记号是什么', ['报检号', '登记号']) // { asks: 'about', name: '登记号' }
 * @example askedOfField('在哪看', ['报检号']) // { asks: 'where', name: null }
 * @example askedOfField('体检中心在哪', ['报检号']) // null
 */
export function askedOfField(words: string, names: readonly string[], isNamed = false): AskedOfField | null {
  if (words.length > longest) return null;
  const bare = words.replace(signs, '').toUpperCase();
  const name = longestIn(bare, names);
  // Without its name, a field is only named by what somebody says they have not got.
  if (name === null && isNamed && !isWithout.test(bare)) return null;
  const rest = name === null ? bare : bare.replace(name.toUpperCase(), '');
  for (const [asks, way] of ways) {
    if (!way.test(rest)) continue;
    const left = rest.replace(way, '').replace(small, '');
    if (left.length <= (name === null ? 0 : mostBesideName)) return { asks, name };
    // 瓶子上没有编码 names 瓶子上的编码 in other words.
    const part = asks === 'without' ? names.find((one) => left.length > 1 && one.includes(left)) : undefined;
    if (part !== undefined) return { asks, name: part };
    break;
  }
  return name === null ? null : { asks: null, name };
}

function longestIn(bare: string, names: readonly string[]): string | null {
  let longestName: string | null = null;
  for (const [index, upper] of upperCased(names).entries()) {
    if (upper.length > (longestName?.length ?? 0) && bare.includes(upper)) longestName = names[index] ?? null;
  }
  return longestName;
}

const cachedUpper = new WeakMap<readonly string[], readonly string[]>();

/** The same names are looked for in every message. */
function upperCased(names: readonly string[]): readonly string[] {
  const cached = cachedUpper.get(names);
  if (cached) return cached;
  const upper = names.map((name) => name.toUpperCase());
  cachedUpper.set(names, upper);
  return upper;
}

/** What may stand around an entry: 我的登记号是…，谢谢. */
const aroundEntry =
  /请问|你好|您好|麻烦您?|帮我|帮忙|谢谢您?|查一?下|看一?下|查询|一下|这个|那个|应该|号码|编号|编码|单号|就是|给你|给您|[查看我的是为号码您你好了吧呢啊哦嗯在这给发]/g;
/** More than this beside the characters, and it is a sentence that mentions them. */
const mostAroundEntry = 4;
/** A shorter number with a word beside it is a number of things: 5000块. */
const surelyAnEntry = 8;
/** A sign that slipped in belongs to what was typed: it is named then. */
const runs = /[0-9A-Za-z](?:[ -]?[0-9A-Za-z_./*#+=]*[0-9A-Za-z])*/g;
const fewestCharacters = 2;

/**
 * What somebody entered, where a message is little but an entry.
 * @param words in one shape, numerals read out written as digits
 * @param names what the fields are called
 * @returns the characters entered; null for a message that says something else
 * @example entryIn('我的报检号是12O000 1 16 000001', ['报检号']) // '12O000 1 16 000001'
 * @example entryIn('体检要带什么', ['报检号']) // null
 */
export function entryIn(words: string, names: readonly string[]): string | null {
  if (words.length > longest * 2) return null;
  let longestRun = '';
  for (const [run] of words.matchAll(runs)) if (run.length > longestRun.length) longestRun = run;
  // A word without a digit is English.
  if (longestRun.length < fewestCharacters || !/\d/.test(longestRun)) return null;
  let rest = words.replace(longestRun, '').replace(signs, '').toUpperCase();
  for (const name of names) rest = rest.replace(name.toUpperCase(), '');
  const around = rest.replace(aroundEntry, '').length;
  return around <= (longestRun.length < surelyAnEntry ? 0 : mostAroundEntry) ? longestRun : null;
}
