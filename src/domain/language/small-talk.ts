/** What people say only to be polite, the longer before what it begins with. */
const greetings = [
  ...[
    '你好',
    '您好',
    '你们好',
    '大家好',
    '老师好',
    '同志好',
    '领导好',
    '客服好',
    '早上好',
    '上午好',
    '中午好',
    '下午好',
    '晚上好',
    '早安',
    '晚安',
    '早',
    '哈喽',
    '哈啰',
    '嗨',
    '喂',
  ],
  ...[
    '在吗',
    '在么',
    '在不在',
    '在嘛',
    '有人吗',
    '有人在吗',
    '有人么',
    '有人没',
    '打扰了',
    '打扰一下',
    '请问',
    '请问一下',
    'hello',
    'hi',
    'hey',
  ],
];
const courtesies = [
  ...[
    '好的',
    '好嘞',
    '好呀',
    '好啊',
    '好吧',
    '好',
    '嗯',
    '哦',
    '噢',
    '喔',
    '额',
    '呃',
    '唉',
    '行',
    '可以',
    '对的',
    '是的',
    '没事',
    '没事了',
    '没关系',
  ],
  ...[
    'ok',
    'okay',
    '收到',
    '知道了',
    '明白了',
    '明白',
    '了解了',
    '了解',
    '懂了',
    '好滴',
    '好哒',
    '嗯嗯',
    '等着',
    '等您',
    '等你',
  ],
  ...[
    '谢谢',
    '多谢',
    '感谢',
    '非常感谢',
    '十分感谢',
    '谢了',
    '谢',
    '辛苦了',
    '辛苦',
    '麻烦了',
    '麻烦您',
    '麻烦你',
    '拜托了',
    '拜托',
    'thanks',
    'thankyou',
    'thx',
  ],
  ...['再见', '拜拜', '拜', 'bye', '回见', '您忙', '你忙', '先这样', '不客气', '客气了'],
];
/** Beside others they change nothing; alone they may be a piece of a sentence. */
const particles = [
  '了',
  '啦',
  '啊',
  '呀',
  '哈',
  '呢',
  '吧',
  '哟',
  '哇',
  '您',
  '你',
  '大家',
  '们',
  '的',
  '老师',
  '同志',
  '客服',
  '呵',
  '嘿',
  '嘻',
];

const wordsOf = (list: readonly string[]): RegExp =>
  new RegExp(`(?:${list.toSorted((a, b) => b.length - a.length).join('|')})`, 'iy');
const greeting = wordsOf(greetings);
const courtesy = wordsOf(courtesies);
const particle = wordsOf(particles);

/** WeChat's own words in place of a sticker (表情), and its faces as text: [微笑], /::D. */
const faces = /【收到不支持的消息类型[^】]{0,40}】|\[[\p{L}]{1,8}\]|\/:[:;,.\-<>()@!*$~|&a-zA-Z]{1,6}/gu;
/** Signs, blanks, emoji with what belongs to them, and what is not seen. A digit is none: it may be a key. */
const signs = /[\p{P}\p{S}\p{Z}\p{C}\p{M}]+/gu;
/** Nothing longer is only polite. */
const longest = 80;

/**
 * What a message is that says nothing of any matter: a greeting, a courtesy, or only faces and signs.
 * @returns null for one that says something
 * @example smallTalk('您好，在吗？') // 'greeting'; '好的谢谢👍' and '[微笑]' are 'courtesy', '你好我想问下检疫' is null
 */
export function smallTalk(text: string): 'greeting' | 'courtesy' | null {
  if (text.length > longest) return null;
  const bare = text.replace(faces, '').replace(signs, '');
  let isGreeting = false;
  let isCourtesy = bare === '';
  for (let at = 0; at < bare.length; ) {
    const [greeted, said, more] = [greeting, courtesy, particle].map((words) => endOf(words, bare, at)) as Ends;
    if (greeted > at && greeted >= said) isGreeting = true;
    else if (said > at) isCourtesy = true;
    else if (more === at) return null;
    at = Math.max(greeted, said, said > at || greeted > at ? at : more);
  }
  if (isGreeting) return 'greeting';
  return isCourtesy ? 'courtesy' : null;
}

type Ends = [number, number, number];

/** @returns where a word ends that begins there; the same place when none does */
function endOf(words: RegExp, text: string, at: number): number {
  words.lastIndex = at;
  return at + (words.exec(text)?.[0].length ?? 0);
}
