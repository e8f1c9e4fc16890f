import { describe, expect, test } from 'vitest';
import { heard, understander } from './fixtures.js';

const meant = (text: string) => heard(text).meant.words;

describe('what was denied is not what is meant', () => {
  test.each([
    ['我不是要投诉，我想问体检', '我想问体检'],
    ['不是宠物是水果', '是水果'],
    ['不是宠物，是水果', '是水果'],
    ['我问的不是进口，是出口', '是出口'],
    ['我说的是水果不是宠物', '我说的是水果'],
    ['别转人工了我自己查', '我自己查'],
    ['不要转人工帮我查红酒', '帮我查红酒'],
    ['我不是来投诉的，我是来办体检的', '我是来办体检的'],
    ['不是投诉，想咨询疫苗', '想咨询疫苗'],
    ['不是120000116000001，是120000116000002', '是120000116000002'],
    ['我沒說要投訴，我想問檢疫', '我想问检疫'],
  ])('%s: %s', (text, words) => expect(meant(text)).toBe(words));

  test.each([
    '不用转人工',
    '您不用转人工',
    '我不想留言',
    '不留言了',
    '先别转人工',
    '我没说要投诉',
    '我又没想投诉',
    '我不投诉',
    '不需要人工客服',
    '嗯，那个，不用转人工啊，谢谢',
    '你别给我转人工',
    '谁说我要投诉了',
    '我不是查进度',
  ])('%s says nothing else', (text) => expect(heard(text).isDenial).toBe(true));

  test.each([
    '检验结果不合格怎么办',
    '不能带吗',
    '为什么不给我转人工',
    '你们不给转人工',
    '你再不转人工我就投诉',
    '不转人工的话我投诉',
    '不得不投诉',
    '不投诉不行了',
    '要不要投诉',
    '这不是人工吗',
    '刚才不是转人工了吗',
    '不是说三天吗怎么还没好',
    '我不是中国人，怎么体检',
    '不想跟机器人说，转人工',
    '别废话转人工',
    '不会用，转人工',
    '特别想投诉',
    '别人投诉我怎么办',
    '没问题，怎么交费',
    '没查验，我想问费用',
    '是水果还是不是水果',
  ])('%s is meant as it stands', (text) => expect(heard(text).meant.denied).toBeNull());
});

test('a rule is heard of what is meant, and never of what was denied', () => {
  expect(heard('嗯，那个，人工').rule?.id).toBe('person');
  expect(heard('喂，你好，我想问一下，返回啊').rule?.id).toBe('back');
  expect(heard('不是要投诉，我要人工').rule?.id).toBe('person');
  expect(heard('我没要人工').rule).toBeNull();
});

test('a message is understood by what is meant, and kept as it was', async () => {
  const all = await understander();
  expect(all.understand('我不是要投诉，我想问问体检').intent?.leadsTo).toEqual({ kind: 'line', line: 'health-check' });
  expect(heard('我不是要投诉，我想问问体检').withoutPerson).toBe('我不是要投诉,我想问问体检');
});
