import { expect, test } from 'vitest';
import { wantsNobody } from '../../src/dialogue/moves/with-colleague.js';
import { keyInLine } from '../../src/dialogue/places/key-in-line.js';

test.each([
  ...[
    '给我回个电话吧',
    '能给我回电吗',
    '不等了，给我打回来',
    '要不给我回电吧',
    '没人接就给我回电',
    '如果没人就给我回电',
  ],
  ...['上次没打通，给我回电', '我不打了给我回电吧', '回电吧', 'please call me back'],
  ...['打我手机13812345678', '打我座机022-65661890', '回我手机'],
])('%s: wants to be called back', (words) => {
  expect(keyInLine(words)).toEqual({ key: '1' });
});

test.each(['我要留言', '可以留言吗', '留个言', '给你们留个话行吗', '给我录个音吧'])(
  '%s: wants to leave a message',
  (words) => {
    expect(keyInLine(words)).toEqual({ key: '2' });
  },
);

test.each([
  ...['不要回电，我等着', '不用回电，我就在这等', '别给我回电了', '你们几点回电', '回电要多久', '如果回电要等几天'],
  ...[
    '你们昨天说回电，一直没打',
    '怎么还没给我回电',
    '不留言',
    '我不想留言',
    '怎么留言',
    '留言有人听吗',
    "don't call me, I will wait",
  ],
])('%s: refuses, or only speaks of it', (words) => {
  expect(keyInLine(words)).toEqual({ key: null, isRefused: true });
});

test.each([
  ['我留言，不要回电', '2'],
  ['不要留言要回电', '1'],
  ['不留言，给我打回来', '1'],
  ['打我另一个电话13800001234', '1'],
])('%s: %s', (words, key) => {
  expect(keyInLine(words)).toEqual({ key });
});

test.each(['别给我转自助', '我不想自己查'])('%s: refuses to look up', (words) => {
  expect(keyInLine(words)).toEqual({ key: null, isRefused: true });
});

test.each([
  ...['我给他留言了', '王姐让我给她留言', '他说打给我', '你留个言给他', '回电话别忘了跟你妈说'],
  ...['别人给我打电话了我先接一下', '老婆给我打电话呢', '客户打给我了稍等', '我妈给我打电话了', '给我打个折'],
  ...['你给老李留个话', '我儿子打过来了先挂了', '自助餐几点', '人工费多少'],
])('%s: is said in the room', (words) => {
  expect(keyInLine(words)).toEqual({ key: null });
});

test.each([
  ['自己查', '*'],
  ['我要回主菜单', '*'],
  ['不要自助我要人工', '0'],
])('%s: %s', (words, key) => {
  expect(keyInLine(words)).toEqual({ key });
});

test.each([
  ['我不要人工，我自己查', true],
  ['不用转人工了', true],
  ['不要人工色素的食品能进口吗', false],
  ['不想人工录入报检单怎么办', false],
])('%s: wants nobody: %s', (text, wants) => {
  expect(wantsNobody(text)).toBe(wants);
});
