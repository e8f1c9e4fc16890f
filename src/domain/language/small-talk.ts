import { inSimplified } from './simplified.js';
import { visibleText } from './visible-text.js';

/**
 * What people say only to be polite, in place of words, or to say that they have heard: it is of no matter. The lists are the rule; a
 * word that is missing is added here, with a line in `test/unit/small-talk.test.ts`.
 */
const lists = {
  goodbye:
    '再见 再会 拜拜 拜 白白 bye goodbye byebye 回见 回聊 您忙 你忙 先这样 就这样 先这样吧 没事了 挂了 打错电话了 打错电话 拨错电话了 晚安 明天见 88 886 8了',
  done: '没别的了 没别的事了 没有别的了 没了 没有了 没问题了 问完了 都问完了 没有问题了',
  unclear:
    '不明白 没明白 不太明白 没太明白 不懂 没懂 不太懂 看不懂 没看懂 听不懂 什么意思 啥意思 什么意思啊 这是什么意思',
  thanks:
    '谢谢 多谢 感谢 非常感谢 十分感谢 太感谢 万分感谢 谢了 谢啦 谢 谢谢您嘞 辛苦了 辛苦 麻烦了 麻烦您 麻烦你 有劳 拜托了 拜托 感恩 比心 抱拳 帮大忙了 thanks thankyou thankyouverymuch thankyousomuch thx 3q tks 🙏',
  praise: '厉害 赞 真棒 很棒 太棒 棒 棒棒哒 点赞 给力 不错 真好 高手 666 6666 66666 good great nice cool 👍 💯 🌹',
  greeting:
    '你好 您好 妳好 你们好 您们好 大家好 老师好 同志好 领导好 客服好 早上好 上午好 中午好 下午好 晚上好 早安 早 哈喽 哈啰 嗨 喂 在吗 在么 在不在 在嘛 在不 有人吗 有人在吗 有人么 有人没 有人在么 打扰了 打扰一下 打扰 请问 请问一下 睡了吗 睡了没 还在吗 hello hi hey 👋 握手',
  begun:
    '有个事 有个事儿 有件事 我有个事 我有件事 问个事 问个事儿 说个事 想问个事 我想问个事 我想问一下 就是 就是说 那个 怎么说呢 是这样 是这样的 我跟你说 我跟您说',
  declined:
    '不用了 不用 不要了 不要 不必了 不需要 不需要了 不问了 不查了 不办了 暂时不用 先不用了 算了不找了 算了不问了 算了不查了 算了不办了 算了不用了 算了不要了 不找了 不聊了',
  acknowledged:
    '好的 好嘞 好呀 好 嗯 嗯嗯 哦 噢 喔 额 呃 唉 行 可以 对的 对对 对对对 是的 没事 没关系 没问题 ok okay okk 收到 知道了 晓得了 明白 明白了 清楚了 了解 懂了 好滴 好哒 得嘞 等着 等您 等你 稍等 不客气 客气了 哈哈 哈哈哈 呵呵 嘿嘿 嘻嘻 👌 🆗 我知道了 我明白了 那好 那行 就这么办',
} as const;

const farewell = new RegExp(
  [
    ...lists.goodbye.split(' ').filter((word) => !/^8/.test(word)),
    '挂电话',
    '我挂',
    '先挂',
    '撂',
    '下了',
    '走了',
    '走啦',
    '不聊',
  ].join('|'),
  'iu',
);

/**
 * Whether there are words of parting among others: a call is not ended on likelihood alone.
 * @example saysGoodbye('那我先去忙，回见您嘞') // true; 不记得了 is false
 */
export function saysGoodbye(written: string): boolean {
  return farewell.test(inSimplified(written));
}

/** Beside others they change nothing; alone they may be a piece of a sentence. */
const particles =
  '了 啦 啊 呀 哈 呢 吧 哟 哇 哦 嘛 您 你 你们 您嘞 大家 们 的 滴 老师 同志 客服 呵 嘿 嘻 我 都 那 先 就 也 真 太 很 啥 小助手 师傅 so very much you'.split(
    ' ',
  );

const words = [...Object.values(lists).flatMap((list) => list.split(' ')), ...particles];
/** With which letters small talk begins: whatever begins otherwise is none, which is nearly everything. */
const firsts = new Set(words.flatMap((word) => [word[0] ?? '', (word[0] ?? '').toUpperCase()]));
/** The Chinese characters of small talk: words that hold another say something. */
const characters = new Set(words.join(''));
const letter = /^\p{L}/u;
/** A face or a sticker may be written here, in any words. */
const opensFace = /[[【〔（(/]/;

/** What small talk comes to. `face`: nothing but faces; `sticker`: WeChat's words in place of one; `unclear`: 不明白, or only a question mark; `begun`: what comes before a question, sent alone: 我有个事, 那个. */
export type SmallTalk = keyof typeof lists | 'face' | 'sticker' | 'signs' | 'blank';

const sticky = (words: readonly string[]): RegExp =>
  new RegExp(words.toSorted((a, b) => b.length - a.length).join('|'), 'uy');
const kinds = Object.entries(lists).map(([kind, words]) => ({
  kind: kind as keyof typeof lists,
  words: sticky(words.split(' ')),
}));
const particle = sticky(particles);

/** What a sticker is called, where a channel tells of one by itself. */
export const sticker = '表情';

const stickerWords =
  /^\s*收到不支持的消息类型\s*[，,]?\s*暂无法显示\s*$|^\s*[[【〔（(]?\s*(?:收到不支持的消息类型|(?:动画|自定义)?表情(?:包)?)\s*[，,]?\s*(?:暂无法显示)?\s*[\]】〕）)]\s*$/u;
/** WeChat's faces as text: [微笑], [OK], /:rose, /::). */
const faceCodes =
  /\[(?!图片|语音|视频|位置|文件|链接|红包|转账|名片)[\p{Script=Han}A-Za-z]{1,5}\]|\/:[:;,.\-<>()@!*$~|&a-zA-Z]{1,8}/gu;
const faceMarks = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]+/gu;
/** Signs and blanks, and what belongs to a face and is none; emoji are kept. A digit is none, nor are * and #: they may be keys. */
const signs = /\p{Emoji_Modifier}|(?![*#])[\p{P}\p{Z}\p{C}\p{M}]|(?!\p{Extended_Pictographic})\p{S}/gu;
/** Nothing longer is only polite. */
const longest = 80;

/**
 * @returns what a text is that says nothing of any matter; null for one that says something
 * @example smallTalkIn('好的，谢谢👍') // 'thanks'; '您好，在吗？' is 'greeting', '👌👌' is 'acknowledged', '[微笑]' is 'face'; '你好我想问检疫' is null
 */
export function smallTalkIn(written: string): SmallTalk | null {
  if (written.length > longest) return null;
  const text = inSimplified(written);
  if (letter.test(text) && !firsts.has(text[0] ?? '')) return null;
  if (stickerWords.test(text)) return 'sticker';
  if (!opensFace.test(text) && holdsAnother(text)) return null;
  const seen = visibleText(text);
  if (seen === '') return 'blank';
  const isAsking = /[?？]/.test(seen);
  const said = politeIn(bareOf(seen));
  if (said) return said === 'acknowledged' && isAsking ? 'unclear' : said;
  const words = seen.replace(faceCodes, '').replace(faceMarks, '');
  const bare = bareOf(words);
  if (bare !== '') return words === seen ? null : politeIn(bare);
  if (words !== seen) return 'face';
  return isAsking ? 'unclear' : 'signs';
}

function holdsAnother(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character >= '\u4e00' && character <= '\u9fff' && !characters.has(character)) return true;
  }
  return false;
}

function bareOf(words: string): string {
  return words.normalize('NFKC').toLowerCase().replace(signs, '');
}

/** The most telling of what is said, when all of it is small talk. */
function politeIn(bare: string): keyof typeof lists | null {
  const found = new Set<keyof typeof lists>();
  for (let at = 0; at < bare.length; ) {
    let end = at;
    let best: keyof typeof lists | null = null;
    for (const { kind, words } of kinds) {
      const to = endOf(words, bare, at);
      if (to > end) [end, best] = [to, kind];
    }
    if (best) found.add(best);
    else end = endOf(particle, bare, at);
    if (end === at) return null;
    at = end;
  }
  return kinds.find(({ kind }) => found.has(kind))?.kind ?? null;
}

/** @returns where a word ends that begins there; the same place when none does */
function endOf(words: RegExp, text: string, at: number): number {
  words.lastIndex = at;
  return at + (words.exec(text)?.[0].length ?? 0);
}

/**
 * The same where a message is being left, in which 没有了 and 不用了 may be a piece of what is told.
 * @returns null for one that says something
 */
export function smallTalk(text: string): 'greeting' | 'courtesy' | null {
  const said = smallTalkIn(text);
  const isPiece = said === 'declined' || said === 'done' || said === 'unclear' || said === 'praise' || said === 'begun';
  if (said === null || (isPiece && /[\p{L}\p{N}]/u.test(text))) return null;
  return said === 'greeting' ? said : 'courtesy';
}
