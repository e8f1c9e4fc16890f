import { describe, expect, test } from 'vitest';
import { withoutFillers } from '../../src/domain/language/fillers.js';
import { understander } from './fixtures.js';

describe('fillers say nothing', () => {
  test.each([
    ['喂，那个，我想问一下狗怎么入境啊，谢谢', '，，狗怎么入境'],
    ['你好请问红酒怎么报检', '红酒怎么报检'],
    ['嗯就是说呃查一下然后进度', '查一下进度'],
    ['麻烦您帮我查一下车', '帮我查一下车'],
    ['喂你好，車怎麼查，謝謝您', '，車怎麼查'],
    ['谢谢！狗要隔离多久', '狗要隔离多久'],
    ['好的谢谢，黄热疫苗多少钱', '黄热疫苗多少钱'],
    ['辛苦了，我的货被扣了怎么办', '我的货被扣了怎么办'],
  ])('%s is %s', (text, rest) => expect(withoutFillers(text)).toBe(rest));

  test.each([
    '你好',
    '喂',
    '嗯',
    '谢谢',
    '好的，谢谢',
    '你好，请问',
    '啊啊啊',
    '谢谢，办好了',
    '感谢信怎么写',
    '谢谢你们，服务态度真好',
    '喂养的狗',
    '饲喂添加剂',
    '这么麻烦吗',
    '你好像没听懂',
    '',
  ])('%s stays as it is', (text) => expect(withoutFillers(text)).toBe(text));
});

test('what is asked among fillers is understood, and whose it is not', async () => {
  const all = await understander();
  const understood = (text: string) => all.understand(text);
  const plain = understood('带猫回国要办哪些手续');
  const spoken = understood('喂你好那个我想问一下啊就是说带猫嗯回国呃要办然后哪些手续啊谢谢');
  expect(spoken.intent?.id).toBe(plain.intent?.id);
  expect(spoken.band).toBe('sure');
  expect(understood('喂，你好，我想问一下飞机晚点怎么赔偿啊，谢谢').band).toBe('outside');
});

test('a long run of signs or of fillers is read at once', () => {
  expect(withoutFillers(`红酒${'。'.repeat(20_000)}`)).toHaveLength(20_002);
  expect(withoutFillers(`${'嗯'.repeat(20_000)}红酒`)).toBe('红酒');
});
