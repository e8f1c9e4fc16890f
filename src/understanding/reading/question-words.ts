/**
 * Words that ask without naming a matter (多少钱, 那要多久呢), and words that tie a message to what was said before it. The lists are
 * the rule: a word that is missing is added here, with a line in `test/understanding/thread.test.ts`.
 */

/** What a question asks for, whatever it is asked of. */
export type Aspect =
  | 'cost'
  | 'duration'
  | 'validity'
  | 'place'
  | 'papers'
  | 'manner'
  | 'moment'
  | 'hour'
  | 'address'
  | 'contact'
  | 'leave'
  | 'reason';

interface AspectWords {
  /** How it is asked. */
  readonly asked: readonly string[];
  /** What an answer to it says, or a question that it answers asks. Null: any answer may fit. */
  readonly told: RegExp | null;
}

const aspects: Readonly<Record<Aspect, AspectWords>> = {
  cost: {
    asked:
      '多少钱 几块钱 什么价 价格 价钱 费用 收费 交费 缴费 收钱 要钱 花钱 交钱 开发票 能开票 贵不贵 贵吗 免费 什么费 收不收费 收不收钱 要不要钱 花不花钱 要收钱'.split(
        ' ',
      ),
    told: /多少钱|费用|收费|交费|缴费|免费|不收|钱|元|票据|发票|刷卡/,
  },
  duration: {
    asked:
      '多久 多长时间 多少时间 多长 几天 多少天 几个工作日 多少个工作日 几个月 几个小时 几小时 几周 什么时候能好 多快 来得及 来不及 来不来得及 赶得上 赶不上 赶得及'.split(
        ' ',
      ),
    told: /多久|多长|几天|几年|多少天|周期|期限|期间|有效期|工作日|[\d一二三四五六七八九十百两半]个?(?:工作日|小时|日|天)|时间以|当天|当场/,
  },
  validity: {
    asked: '有效期多久 有效期多长 有效期 多久有效 几年有效 有效多久 管几年 管多久 管多长'.split(' '),
    told: /有效期|几年有效|多久有效|[天日月年]有效|终身有效|到期|过期/,
  },
  place: {
    asked: '在哪里 在哪儿 在哪 去哪里 去哪儿 去哪 到哪里 到哪儿 到哪 哪里 哪儿 什么地方 哪个窗口 哪个口岸 怎么走'.split(
      ' ',
    ),
    told: /哪里|哪儿|地点|地址|地方|窗口|中心|场所|机构|办事处|隔离场|现场|所在地/,
  },
  papers: {
    asked:
      '什么材料 哪些材料 什么资料 哪些资料 什么证件 哪些证件 什么文件 哪些文件 什么单证 哪些单证 什么手续 哪些手续 带什么 带哪些 准备什么 准备哪些 交什么 什么证 哪些证 材料 资料 手续 证件'.split(
        ' ',
      ),
    told: /材料|资料|单证|证件|证书|证明|手续|合同|发票|申请书/,
  },
  manner: {
    asked:
      '怎么办理 怎么办 怎么弄 怎么搞 怎么做 怎么申请 怎么报 怎么操作 怎么取 怎么领 怎么拿 怎么整 咋办 咋弄 咋整 如何办理 如何申请 如何 流程 步骤'.split(
        ' ',
      ),
    told: null,
  },
  moment: { asked: '什么时候 啥时候 什么时间 何时'.split(' '), told: /时候|时间|之前|以前|日内|天内|当天|工作日/ },
  hour: { asked: '几点 哪天 几号'.split(' '), told: /几点|时候|时间|之前|以前|日内|天内|当天|工作日/ },
  address: { asked: ['地址', '地点', '什么位置', '哪条路'], told: /地点|地址|哪里|哪儿|在哪|路\d*号/ },
  contact: {
    asked: '找谁 谁管 谁负责 哪个部门 什么部门 电话 联系谁 问谁'.split(' '),
    told: /\d{8}|电话|同事/,
  },
  leave: { asked: '可以吗 行吗 行不行 可不可以 能不能 允许吗 必须吗 一定要吗'.split(' '), told: null },
  reason: { asked: ['为什么', '为啥', '凭什么'], told: null },
};

/** Of those, what somebody says who has not named a matter yet, and means one: a place or a telephone alone may be the bureau's own. */
const openAspects: readonly Aspect[] = ['cost', 'duration', 'validity', 'place', 'papers', 'manner', 'moment'];

/** Words that point to what was said before. */
const pointers =
  '这个证 那个证 这证 那证 这个事 这件事 那里 这里 那边 这边 那儿 这个 那个 这种 那种 这样 这些 那些 它们 它 其中 上面 刚才 刚刚 前面 这 那'.split(
    ' ',
  );

/** Words that say nothing of what is asked. */
const empty =
  '那么 那 还有 另外 要是 如果 然后 请问 您好 你好 我想问一下 我想问 想问一下 想问 问一下 问下 麻烦您 麻烦 一下 知道 告诉我 说说 是不是 有没有 大概 大约 一般 总共 一共 具体 到底 究竟 通常 最快 最晚 现在 需要 办理 办完 办好 办下来 下来 办 弄 做 搞 申请 提交 准备 拿到 拿 取 领 交 收 花 用 等 得 要 该 能 会 可以 应该 是 有 去 来 到 给 我 您 都 还 也 就 才 再 又 呢 吗 嘛 吧 呀 啊 哦 嗯 呃 的 了 啦 么 多少 什么 哪 时间 费 钱 事情 事 一次 一个 个 些 能拿到 用不用 需不需要'.split(
    ' ',
  );

const longestFirst = (words: readonly string[]): readonly string[] => [...words].sort((a, b) => b.length - a.length);
const anyOf = (words: readonly string[]): RegExp => new RegExp(longestFirst(words).join('|'), 'gu');
const askedWords = Object.entries(aspects)
  .flatMap(([aspect, { asked }]) => asked.map((word) => ({ word, aspect: aspect as Aspect })))
  .map((one, at) => ({ ...one, at }));
const nothing: typeof askedWords = [];
/** The same by their first characters: most characters begin none. */
const askedFrom = new Map<number, (typeof askedWords)[number][]>();
for (const one of askedWords) {
  const first = one.word.charCodeAt(0);
  askedFrom.set(first, [...(askedFrom.get(first) ?? []), one]);
}
const saysNothing = anyOf([...askedWords.map(({ word }) => word), ...pointers, ...empty]);
const papersTitle = /材料|资料|单证/;
const signs = /[\s\p{P}\p{S}]/gu;
/** When somebody goes, which names no matter: 我后天就走. */
const leaving =
  /(?:我们?|俺|咱们?)?(?:今天|今晚|明天|明早|后天|大后天|下周[一二三四五六日天]?|下礼拜|下个?月|月底|过两天|马上|这几?周|周[一二三四五六日末])(?:早上|上午|中午|下午|晚上)?(?:就|就要|要|得|准备)?(?:走|出发|动身|出国|登机|上飞机)了?/u;
/** Whoever writes more than this names something. */
const longestBare = 24;

/** @returns the words without blanks and signs */
export function lettersOf(words: string): string {
  return words.replace(signs, '');
}

/**
 * @param words in one shape, as `Heard.words` gives them
 * @returns whether they ask something and name nothing that it is asked of
 * @example namesNothing('那要多少钱呢') // true: 那隔离要多少钱 names something
 */
export function namesNothing(words: string): boolean {
  return aspectOfNothing(words) !== null;
}

/** @returns what words ask for that name nothing; null where they ask for nothing, or name something */
function aspectOfNothing(words: string): Aspect | null {
  // 收费不 asks as 收费吗 does.
  const letters = lettersOf(words)
    .replace(leaving, '')
    .replace(/[不没否]$/u, '');
  const aspect = letters.length <= longestBare ? aspectOf(letters) : null;
  return aspect !== null && letters.replace(saysNothing, '') === '' ? aspect : null;
}

/** @returns what is left of words when all that says nothing of a matter is taken out: 狗 of 那狗要多少钱呢 */
export function withoutEmpty(words: string): string {
  return lettersOf(words).replace(saysNothing, '');
}

/** The bureau's own, whatever else asks where: 地址在哪. */
const address = /地址|什么位置/u;

/** @returns whether they ask something that can only be asked of a matter, and name none: 电话多少 may mean the bureau's own */
export function asksOfNothing(words: string): boolean {
  if (address.test(words)) return false;
  const aspect = words.length <= longestBare * 2 ? aspectOfNothing(words) : null;
  return aspect !== null && openAspects.includes(aspect);
}

/** @returns what is asked for; null where no word says so. The longest word decides: 什么时候能好 asks how long. */
export function aspectOf(words: string): Aspect | null {
  let best: (typeof askedWords)[number] | null = null;
  for (let at = 0; at < words.length; at++) {
    for (const one of askedFrom.get(words.charCodeAt(at)) ?? nothing) {
      const { length } = one.word;
      // Of two of one length, the one that is listed first.
      const isBetter = best === null || length > best.word.length || (length === best.word.length && one.at < best.at);
      if (isBetter && words.startsWith(one.word, at)) best = one;
    }
  }
  return best?.aspect ?? null;
}

/**
 * @param told an answer, or a question that it is written for
 * @returns whether it says something of what is asked for
 * @example tellsOf('cost', '体检费按项目收，…') // true
 */
export function tellsOf(aspect: Aspect, told: string): boolean {
  return aspects[aspect].told?.test(told) ?? true;
}

/** @returns whether a title is of what is asked for: 体检接种收费, of what something costs */
export function namesAspect(aspect: Aspect, title: string): boolean {
  // 健康证明补办换发 is of a certificate, and says nothing of what to bring for a check-up.
  return aspect === 'papers' ? papersTitle.test(title) : (aspects[aspect].told?.test(title) ?? false);
}
