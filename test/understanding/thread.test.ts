import { describe, expect, test } from 'vitest';
import { anotherKindIn, correctionIn, halvesOf } from '../../src/understanding/index.js';
import { asksOfNothing, aspectOf, namesNothing, withoutEmpty } from '../../src/understanding/reading/question-words.js';
import { tieOf } from '../../src/understanding/reading/tied-to-before.js';

describe('words that ask without naming a matter', () => {
  test.each([
    '多少钱',
    '那要多少钱呢',
    '这个大概要多久',
    '在哪里办',
    '需要什么材料',
    '什么时候能好',
    '它要收费吗',
    '收费不',
    '大概需要几天能拿到这个证',
    '收不收费啊',
    '有效期多久',
    '来得及吗',
    '我后天就走来得及吗',
    '下周三出发，赶得上吗',
  ])('%s names nothing', (words) => {
    expect(namesNothing(words)).toBe(true);
  });

  test.each([
    '隔离多久',
    '那狗要多少钱呢',
    '体检在哪里办',
    '那猫呢',
    '你们在哪里',
    '产地证怎么办',
    '后天走',
    '体检来得及吗',
    '谢谢',
    '',
  ])('%s does not only ask', (words) => {
    expect(namesNothing(words)).toBe(false);
  });

  test('a telephone, an hour or an address alone may be the bureau’s own', () => {
    expect(['电话多少', '几点', '现在几点了', '地址在哪', '地址在哪里呢'].filter(asksOfNothing)).toEqual([]);
    expect(['多少钱', '什么时候', '在哪里办', '怎么弄'].filter(asksOfNothing)).toHaveLength(4);
  });

  test('the longest word says what is asked for', () => {
    expect(aspectOf('什么时候能好')).toBe('duration');
    expect(aspectOf('什么时候')).toBe('moment');
    expect(aspectOf('狗')).toBeNull();
    expect(withoutEmpty('那狗要多少钱呢')).toBe('狗');
  });
});

test.each([
  ['那猫呢', 'tied'],
  ['还有旧机床呢', 'tied'],
  ['它要隔离吗', 'tied'],
  ['要是不合格呢', 'bound'],
  ['被查到会不会罚钱', 'bound'],
  ['跟CMA有什么区别', 'tied'],
  ['那万一丢了', 'bound'],
  ['出口的', 'bound'],
  ['那泰国的呢', 'bound'],
  ['真的', 'short'],
  ['刚才那个旧挖掘机呢', 'apart'],
  ['隔离多久', 'short'],
  ['那我想投诉', 'apart'],
  ['那请问边境贸易', 'apart'],
  ['红酒标签有什么要求', 'apart'],
  ['？', 'apart'],
])('%s is %s to what was said before', (words, tie) => {
  expect(tieOf(words)).toBe(tie);
});

describe('corrections', () => {
  test.each([
    ['不是，我问的是出口', '出口', null],
    ['不对，是猫', '猫', null],
    ['噢写错了', '', null],
    ['你没懂我的意思', '', null],
    ['我说的是红酒不是白酒', '红酒', '白酒'],
    ['我问的不是进口是出口', '出口', '进口'],
    ['错了，我要查的是另一批', '另一批', null],
    ['不是带，是邮寄', '邮寄', '带'],
    ['你理解错了，我问的是3C证书', '3C证书', null],
    ['我的意思是食品进口', '食品进口', null],
    ['没问隔离，问的是疫苗', '疫苗', '隔离'],
    ['不是这个意思', '', null],
    ['不对', '', null],
  ])('%s means 「%s」', (words, meant, dropped) => {
    expect(correctionIn(words)).toMatchObject({ meant, dropped });
  });

  test.each([
    '不是所有木箱都要熏蒸吗',
    '不是要隔离吗',
    '不是说可以带一只吗，是不是改了',
    '不用转人工',
    '是不是要隔离',
    '不知道怎么办',
    '没有原产地证呢',
  ])('%s corrects nothing', (words) => {
    expect(correctionIn(words)).toBeNull();
  });
});

test('a message may ask two things where a sign and a word say so', () => {
  expect(halvesOf('狗怎么带进来,还有红酒标签怎么弄')).toEqual(['狗怎么带进来', '红酒标签怎么弄']);
  expect(halvesOf('出国体检多少钱?另外产地证怎么办')).toEqual(['出国体检多少钱', '产地证怎么办']);
  expect(halvesOf('家里还有一条狗怎么带')).toBeNull();
  expect(halvesOf('3C认证怎么申请,还有多久')).toBeNull();
});

describe('another of its kind', () => {
  test.each([
    ['不是3C，我要查别的认证', '3C', '认证'],
    ['不问狗，想问其他动物', '狗', '动物'],
    ['我问的不是体系认证，是别的认证吗', '体系认证', '认证'],
  ])('%s: not %s, but another %s', (words, denied, kind) => expect(anotherKindIn(words)).toEqual({ denied, kind }));

  test.each([
    '不是3C，我要查体系认证',
    '别的认证怎么办',
    '不是所有木箱都要熏蒸，别的包装呢我想问问要不要',
    '不是，我问别的',
  ])('%s: nothing of the kind', (words) => expect(anotherKindIn(words)).toBeNull());
});
