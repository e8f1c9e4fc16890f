/** What somebody meant who was misunderstood: 不是，我问的是出口. */
export interface Correction {
  /** What they mean, alone: 出口. Empty where they only say that it was wrong. */
  readonly meant: string;
  /** The same with the verb it was said with: 我要查红酒. */
  readonly said: string;
  /** What they do not mean, where they name it: 白酒 in 我说的是红酒不是白酒. */
  readonly dropped: string | null;
}

const longest = 40;
const sign = '[,，。.!！、;； ]';
const meaning =
  '(?:我(?:其实|是)?(?:要|想)?(?:问|说|指|讲|查|找|办|咨询)的?(?:其实)?(?:是|的是)?|我(?:的)?意思是|(?:其实|应该|而)?是(?:问|说|指)?(?:的是)?|(?:要|想)?(?:问|查)的是|改成|换成|我要|我想)';
/** 不对，… and the like: what follows is meant. */
const wrong =
  '(?:不是的|不是这个意思|不是这个|不是这样|不是不是|不不|不对不对|不对|错了错了|错了|[你您]?(?:搞|弄|说|理解|听|答|看)错了|(?:我)?(?:说|打|写|发|输|填|按)错了|[你您](?:还是)?(?:没|没有|不)(?:听|看|搞|弄)?(?:懂|明白|理解)(?:我的?(?:意思|问题|话|问的))?|(?:这)?不是我(?:想|要)?问的)';
const opened = new RegExp(`^(?:噢|哦|啊|哎呀|不好意思|抱歉)?${sign}*${wrong}(?:了|啊|呀|吧|哦)?${sign}*(.*)$`, 'u');
/** 不是，… and 不，…: only with a sign, since 不是所有木箱都要熏蒸 is no correction. */
const refused = new RegExp(`^不是?(?:啊|呀)?${sign}+(.+)$`, 'u');
const notThisBut = new RegExp(
  `^(?:我(?:问|说|指|要|查|想问|要问|要查)的?)?(?:不是|没问|没说|不问)([^吗?,，。是]{1,10}?)${sign}*(?:而是|我(?:问|说|指|要)的?是|(?:要)?(?:问|说|查)的是|是)(?!不是)(.{1,20})$`,
  'u',
);
const thisNotThat = new RegExp(
  `^(?:我(?:问|说|指|要|查|想问|要问|要查)的?)?(?:是)(?!不是)(.{1,20}?)${sign}*(?:而)?(?:不是|没问|没说)([^吗?,，。是]{1,10})$`,
  'u',
);
const meantIs = /^我(?:问|说|指|讲|想问|要问|要查|要说)的是(.{1,20})$/u;
const meantWas = /^我(?:的意思是|是说|是问|是指|是想问)(.{1,20})$/u;
const ending = /(?:的事|的)?(?:啊|呀|啦|哦|吧|嘛)?[,，。.!！?？ ]*$/u;
const leading = new RegExp(`^${meaning}${sign}*`, 'u');

/**
 * Finds what is meant in a message that corrects. Whether there is anything to correct, the conversation knows.
 * @param words in one shape, as `Heard.words` gives them
 * @returns null where nothing is corrected
 * @example correctionIn('不是，我问的是出口') // { meant: '出口', said: '我问的是出口', dropped: null }
 * @example correctionIn('我说的是红酒不是白酒') // { meant: '红酒', …, dropped: '白酒' }
 * @example correctionIn('不是所有木箱都要熏蒸吗') // null
 */
export function correctionIn(words: string): Correction | null {
  if (words.length > longest || !/[不错没]|我(?:.{0,2}的|的意思|是.{0,1}[说问指])/u.test(words)) return null;
  const rest = opened.exec(words)?.[1] ?? refused.exec(words)?.[1];
  const inner = rest === undefined ? null : pairIn(rest);
  if (inner) return inner;
  if (rest !== undefined) return meaningOf(rest);
  const pair = pairIn(words);
  if (pair) return pair;
  const alone = meantIs.exec(words)?.[1] ?? meantWas.exec(words)?.[1];
  return alone === undefined ? null : { meant: bare(alone), said: words, dropped: null };
}

const otherKind = new RegExp(
  `^(?:我(?:要|想)?(?:问|说|查|办)的?)?(?:不是|不要|不查|不问|不办)([^\\s\\p{P}]{1,10})${sign}+(?:我|就)?(?:是)?(?:要|想)?(?:问|查|看|找|办|做|了解|咨询)?(?:的是|的|一下|下)?(?:别的|其他的?|其它的?|另外的?)([^\\s\\p{P}]{2,8}?)[吗呢吧啊呀\\p{P}\\s]*$`,
  'u',
);

/** One of a kind is denied, and another of it asked for, without saying which. */
export interface AnotherKind {
  /** What is not meant: 3C. */
  readonly denied: string;
  /** Of what it is one: 认证. */
  readonly kind: string;
}

/**
 * @returns null where no other of a kind is asked for
 * @example anotherKindIn('不是3C，我要查别的认证') // { denied: '3C', kind: '认证' }
 */
export function anotherKindIn(words: string): AnotherKind | null {
  if (words.length > longest) return null;
  const [, denied, kind] = otherKind.exec(words) ?? [];
  return denied !== undefined && kind !== undefined ? { denied, kind } : null;
}

function pairIn(words: string): Correction | null {
  const not = notThisBut.exec(words);
  if (not) return { meant: bare(not[2] ?? ''), said: not[2] ?? '', dropped: bare(not[1] ?? '') };
  const is = thisNotThat.exec(words);
  return is ? { meant: bare(is[1] ?? ''), said: is[1] ?? '', dropped: bare(is[2] ?? '') } : null;
}

function meaningOf(said: string): Correction {
  return { meant: bare(said), said, dropped: null };
}

function bare(said: string): string {
  return said.replace(leading, '').replace(ending, '').trim();
}
