import { describe, expect, test } from 'vitest';
import { saysGoodbye, smallTalk, smallTalkIn } from '../../src/domain/language/small-talk.js';

describe('what only a courtesy is', () => {
  test.each([
    ['谢谢', 'thanks'],
    ['好的，谢谢👍', 'thanks'],
    ['嗯嗯知道了，谢谢老师', 'thanks'],
    ['謝謝您', 'thanks'],
    ['Thank you so much!', 'thanks'],
    ['🙏🙏🙏', 'thanks'],
    ['[抱拳]', 'thanks'],
    ['谢谢，再见', 'goodbye'],
    ['没事了，拜拜', 'goodbye'],
    ['88', 'goodbye'],
    ['我打错电话了', 'goodbye'],
    ['[再见]', 'goodbye'],
    ['你好', 'greeting'],
    ['您好，在吗？', 'greeting'],
    ['喂喂', 'greeting'],
    ['我有个事', 'begun'],
    ['那个，就是说', 'begun'],
    ['睡了吗', 'greeting'],
    ['OK', 'acknowledged'],
    ['好', 'acknowledged'],
    ['嗯', 'acknowledged'],
    ['收到！', 'acknowledged'],
    ['👌🏻', 'acknowledged'],
    ['哈哈哈', 'acknowledged'],
    ['666', 'praise'],
    ['👍👍', 'praise'],
    ['[强][强]', 'face'],
    ['真棒', 'praise'],
    ['不用了', 'declined'],
    ['没有了，谢谢', 'done'],
    ['😊', 'face'],
    ['😊[微笑]', 'face'],
    ['/::)', 'face'],
    ['/:sun/::D', 'face'],
    ['好的[微笑]', 'acknowledged'],
    ['谢谢/:rose', 'thanks'],
    ['❤️', 'face'],
    ['【收到不支持的消息类型，暂无法显示】', 'sticker'],
    ['[收到不支持的消息类型，暂无法显示]', 'sticker'],
    ['收到不支持的消息类型，暂无法显示', 'sticker'],
    ['[动画表情]', 'sticker'],
    ['？', 'unclear'],
    ['???', 'unclear'],
    ['嗯？', 'unclear'],
    ['什么意思', 'unclear'],
    ['不明白啊', 'unclear'],
    ['。。。', 'signs'],
    ['……', 'signs'],
    ['^_^', 'signs'],
    ['', 'blank'],
    ['  \u200b\u2800', 'blank'],
    ['\u202e\ufeff', 'blank'],
  ] as const)('%j is %s', (text, kind) => expect(smallTalkIn(text)).toBe(kind));

  test.each([
    '你好我想问检疫',
    '就是昨天下午',
    '那个狗怎么入境',
    '好的，那红酒呢',
    '行李',
    '早上几点上班',
    '谢谢你们什么时候放行',
    '1',
    '1️⃣',
    '0',
    '*',
    '#',
    '对外贸易',
    '成本',
    '中检',
    '强检',
    '[图片]',
    '5',
    '人工',
    '不对',
    '没有',
    'ABC',
    '不合格',
    '谢谢'.repeat(50),
  ])('%j says something else', (text) => expect(smallTalkIn(text)).toBeNull());
});

describe('beside a message that is being left', () => {
  test.each('你好 您好，在吗？ 喂 Hello! 早上好呀😀 有人吗 请问 打扰了，你好'.split(' '))('%s is a greeting', (text) =>
    expect(smallTalk(text)).toBe('greeting'),
  );

  test.each(
    '好的 好的谢谢您👍 嗯嗯嗯 👍🏻 🙏 [微笑] /::D ？？？ …… OK 收到，辛苦了 【收到不支持的消息类型，暂无法显示】 ❤️ 👨‍👩‍👧 行吧'
      .split(' ')
      .concat(' ', '', 'Thank you!'),
  )('%j is a courtesy', (text) => expect(smallTalk(text)).toBe('courtesy'));

  test.each(
    '你好我想问下狗的事 好的那多少钱 我的货怎么还没放行 行李 中国 对方不发货 对 1 １️⃣ 没有人 没有了 不要了 不明白 早市 他姓李 你们 的 是 知道 是不是放行了 成品油 感谢信寄到哪'.split(
      ' ',
    ),
  )('%s says something', (text) => expect(smallTalk(text)).toBeNull());
});

test.each([
  ['那我先去忙，回见您嘞', true],
  ['车排到我了，我把电话撂了啊', true],
  ['不记得了', false],
  ['忘了', false],
  ['得了', false],
])('words of parting stand in %s: %s', (text, is) => expect(saysGoodbye(text)).toBe(is));
