import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { firstCharacters, patternSource } from '../../src/domain/language/said-pattern.js';
import { offered } from '../../src/service/offered.js';
import { dangerIn, read } from '../../src/understanding/index.js';
import { content, root } from './fixtures.js';

const { dangers } = content;
const inText = (text: string, from = dangers) => dangerIn(read(text, content).bare, from);

/** One of the ways in which a pattern may be said; what may stand in its gaps is left out, or says nothing. */
function saidBy(pattern: string, choose: (count: number) => number): string {
  let said = pattern.replaceAll('…', () => ['', '今天', '他们都'][choose(3)] ?? '');
  for (let inner = /\(([^()]*)\)/.exec(said); inner; inner = /\(([^()]*)\)/.exec(said)) {
    const ways = (inner[1] ?? '').split('|');
    said = said.replace(inner[0], ways[choose(ways.length)] ?? '');
  }
  return said;
}

const before = ['', '你好，', '请问', '嗯，', '喂您好，我想问一下，', '麻烦您，', '唉……', '同志 '];
const between = ['', '', '', '，', ' ', '嗯', '呃，', '那个', '…'];
const after = ['', '怎么办', '啊', '，谢谢', '，快点', '。', '！！！', '，在吗', '，帮帮我吧谢谢您了'];

const wrapped = (patterns: readonly string[], fillers: readonly string[]) =>
  fc
    .record({ pattern: fc.constantFrom(...patterns), seed: fc.infiniteStream(fc.nat(9_999)) })
    .map(({ pattern, seed }) => {
      const choose = (count: number): number => (seed.next().value as number) % count;
      const one = (list: readonly string[]): string => list[choose(list.length)] ?? '';
      const said = [...saidBy(pattern, choose)].map((character) => character + one(fillers)).join('');
      return one(before) + said + one(after);
    });

describe('danger to a life', () => {
  test('is heard through any fillers, signs and politeness', () => {
    const signs = dangers.kinds.flatMap((kind) => kind.signs);
    fc.assert(
      fc.property(wrapped(signs, between), (text) => inText(text) !== null),
      { numRuns: 2_000 },
    );
  });

  test('is not heard in what only sounds like it', () => {
    fc.assert(
      fc.property(wrapped(dangers.harmless, ['']), (text) => inText(text) === null),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['我不想活了', 'self-harm'],
    ['嗯，那个，我就是……不太想活了', 'self-harm'],
    ['活着没意思 想死', 'self-harm'],
    ['我吃了一整瓶安眠药', 'self-harm'],
    ['你们再不放货我就死在你们门口', 'self-harm'],
    ['我孩子说不想活了', 'another-self-harm'],
    ['有人在码头要跳海', 'another-self-harm'],
    ['有人要杀我', 'violence'],
    ['我要炸了你们局', 'threat-to-others'],
    ['救命！！', 'cry-for-help'],
    ['我家孩子在你们大厅走丢了', 'lost-person'],
    ['老人不见了，快帮我找找', 'lost-person'],
    ['孩子丢了怎么办', 'lost-person'],
    ['着火了', 'fire'],
    ['煤气泄漏', 'fire'],
    ['老人晕倒没呼吸了', 'illness'],
    ['孩子误食了干燥剂', 'illness'],
    ['胸口疼得厉害', 'illness'],
    ['我胸口闷 手发麻', 'illness'],
    ['孩子喝了消毒水', 'illness'],
    ['飞机上有人疑似埃博拉', 'illness'],
    ['船员高烧不退，有人死了', 'illness'],
    ['我爸喝农药了', 'another-self-harm'],
    ['我喝农药了', 'self-harm'],
    ['同事把农药喝了', 'another-self-harm'],
    ['孩子把电池吃了', 'illness'],
    ['货没了，我也不想过了', 'self-harm'],
    ['危险品柜子冒烟了', 'fire'],
    ['老板打我', 'violence'],
    ['我被锁在冷库里出不来', 'illness'],
    ['我的猫死了，我也不想活了', 'self-harm'],
    ['想死你了，救命', 'cry-for-help'],
    ['你们再这样我不活了', 'self-harm'],
    ['再不给我办我就死在你们这', 'self-harm'],
    ['打完针全身起疹子喘不上来', 'illness'],
    ['船上有人发高烧昏迷', 'illness'],
    ['飞机上有乘客抽搐', 'illness'],
    ['工人被叉车压了', 'illness'],
    ['司机在查验场中暑了', 'illness'],
    ['吃了进口三文鱼上吐下泻不止', 'illness'],
    ['箱子里有死人', 'violence'],
    ['我要报警', 'violence'],
    ['我要去你们那里放火', 'threat-to-others'],
    ['集装箱里有人', 'illness'],
    ['冷库里好像有个人', 'illness'],
    ['货柜里面有几个活人', 'illness'],
    ['有人打我', 'violence'],
    ['你们保安打我', 'violence'],
    ['我被人打了', 'violence'],
    ['我让人打伤了', 'violence'],
    ['我被他们打得站不起来', 'violence'],
    ['对方威胁我', 'violence'],
    ['有毒的东西洒了', 'fire'],
    ['农药桶翻了洒了一地', 'fire'],
    ['硫酸洒出来了', 'fire'],
    ['我要死了', 'cry-for-help'],
    ['我感觉我快要死了', 'cry-for-help'],
  ])('%s is %s', (text, id) => expect(inText(text)?.id).toBe(id));

  test.each([
    '宠物不想活',
    '想死你了',
    '笑死',
    '排队排得想死',
    '进口的死鱼怎么退',
    '骨灰和死亡证明',
    '救命稻草',
    '孩子的护照丢了',
    '老人丢了健康证怎么补',
    '我妈丢了小黄本怎么补',
    '女儿丢了护照',
    '我妈的健康证丢了',
    '孩子在学校的水杯不见了',
    '老人证丢了',
    '杀虫剂残留超标',
    '跳楼价',
    '带安眠药入境要不要申报',
    '我们公司活不下去了',
    '锂电池会不会起火',
    '韩国船员在我们船上自杀，遗体从锚地怎么下来',
    '爆炸品运输',
    '拿刀具进境要申报吗',
    '对方打我电话没人接',
    '他们威胁我的货要退运',
    '集装箱里有人参要检疫吗',
    '冷库里有一人造革箱子',
    '我被打了预防针还要证明吗',
    '我给你们打了电话没人接',
    '我给他打了预防针',
    '我让他打了申请',
    '我叫他们打了报告',
    '我们被人打了低分',
    '有人打我们热线问',
    '货柜里有人体组织样本要审批吗',
    '集装箱内有人血制品',
    '箱子里有人类头发',
    '罐里有人用药品',
    '冷库里有工人证吗',
    '化学品的物流出口要什么',
    '危险品物流得几天',
    '有毒的东西能进口吗',
    '硫酸出口要什么单证',
    '我的花要死了',
    '排队累得要死了',
    '老板打我电话',
    '我不想过了春节再办',
    '我妈喝了点酒精饮料能体检吗',
    '我妈吃安眠药了能体检吗',
    '有人问疑似鼠疫怎么上报',
    '旅客疑似霍乱怎么申报',
    '乘客中有人死了骨灰怎么带回来',
    '孩子吃农药了的菜怎么办',
    '不想过海关',
    '孩子喝奶粉要什么证',
    '船员疑似传染病怎么报告',
    '头疼得厉害能体检吗',
  ])('%s is none', (text) => expect(inText(text)).toBeNull());

  test('is looked for at the beginning of a long message, in a bounded time', () => {
    expect(inText(`我不想活了${'。'.repeat(20_000)}`)?.id).toBe('self-harm');
    expect(inText('我'.repeat(20_000))).toBeNull();
  });

  test('is heard by the rules of this version where content has none', () => {
    const { 'data/danger/zh-CN.yaml': _, ...older } = readContentFiles(root);
    expect(inText('我不想活了', loadContent(older, offered).dangers)?.id).toBe('self-harm');
  });
});

test.each([
  ['要跳楼', '要'],
  ['(我|)(真|)要跳', '我真要'],
  ['(我(们|)|他|)(想|)跳|死', '我他想跳死'],
])('the pattern %s begins with one of %s', (pattern, firsts) => {
  expect([...new Set(firstCharacters(pattern))].join('')).toBe(firsts);
});

test.each([
  ['…跳楼', null],
  ['(我|他)要跳(楼|河)', '(?:我|他)要跳(?:楼|河)'],
  ['kill myself', 'killmyself'],
  ['我要(跳楼', null],
  ['我要跳楼?', null],
  ['我…想…要…死', null],
  ['(|)', null],
])('the pattern %s is read as %s', (pattern, source) => expect(patternSource(pattern)).toBe(source));
