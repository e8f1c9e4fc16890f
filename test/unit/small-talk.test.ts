import { expect, test } from 'vitest';
import { smallTalk } from '../../src/domain/language/small-talk.js';

test.each(['你好', '您好，在吗？', '喂', 'Hello!', '早上好呀😀', '有人吗', '请问', '打扰了，你好'])(
  '%s is a greeting',
  (text) => expect(smallTalk(text)).toBe('greeting'),
);

test.each([
  ...[
    '好的',
    '好的谢谢您👍',
    '嗯嗯嗯',
    '👍🏻',
    '🙏',
    '[微笑]',
    '/::D',
    '？？？',
    '……',
    ' ',
    '',
    'OK',
    '收到，辛苦了',
    'Thank you!',
  ],
  ...['【收到不支持的消息类型，暂无法显示】', '❤️', '👨‍👩‍👧', '行吧'],
])('%s is no more than a courtesy', (text) => expect(smallTalk(text)).toBe('courtesy'));

test.each([
  ...[
    '你好我想问下狗的事',
    '好的那多少钱',
    '我的货怎么还没放行',
    '行李',
    '中国',
    '对方不发货',
    '1',
    '１️⃣',
    '没有人',
    '早市',
    '你们'.repeat(60),
  ],
  ...['他姓李', '你们', '的', '是', '知道', '是不是放行了', '成品油', '感谢信寄到哪'],
])('%s says something', (text) => expect(smallTalk(text)).toBeNull());
