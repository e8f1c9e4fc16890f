import { describe, expect, test } from 'vitest';
import { telephoneIn } from '../../src/domain/identifiers/telephone.js';
import { PatternRules } from '../../src/understanding/reading/pattern-rules.js';
import { heard } from './fixtures.js';

describe('what somebody wishes for, whatever else they say', () => {
  test.each([
    ['我不会弄', 'person'],
    ['这个机器怎么这么烦我要找人', 'person'],
    ['嗯，别跟我机器人，好吗', 'person'],
    ['我是老人，看不清字', 'person'],
    ['什么破系统', 'person'],
    ['叫你们领导来', 'person'],
    ['我要跟真人说话', 'person'],
    ['我七十多了，不会用手机', 'person'],
    ['气死我了你们到底管不管', 'person'],
    ['你给我打个电话', 'callback'],
    ['麻烦让人给我回个电话', 'callback'],
    ['打电话给我吧谢谢', 'callback'],
    ['我妈不会用微信，你们打她手机吧', 'callback'],
    ['你们有人乱收费', 'complain-fees'],
    ['你们工作人员态度差', 'complain-staff'],
    ['我要投诉那个窗口', 'complain-staff'],
    ['找张三', 'person'],
    ['喂你好，我找一下王晓明', 'person'],
    ['麻烦帮我叫一下小李接电话', 'person'],
    ['转分机1501', 'person'],
    ['帮我接一下值班室', 'person'],
    ['我耳朵不好，你大声点', 'person'],
    ['老人耳背', 'person'],
    ['找食品科的', 'line-food'],
    ['转一下动植物科', 'line-animal-plant'],
    ['我找你们法规科的人', 'line-legal'],
    ['你好我找一下投诉科', 'line-complaints'],
    ['请转接查验科', 'line-port-clearance'],
  ])('%s: %s', (text, id) => expect(heard(text).pattern?.id).toBe(id));

  test.each([
    '你们昨天给我打电话说货有问题',
    '有人给我打电话说我的包裹被扣了',
    '别给我打电话了',
    '产假津贴是打给我还是打给单位',
    '学校乱收费',
    '旧机器人进口怎么报',
    '报检单上换个人签字行吗',
    '找食品科的电话',
    '接到查验科的通知让我补单',
    '想找投诉处理结果',
    '找张表格',
    '找李子进口的要求',
    '接陈皮出口的单子',
    '找王朝红酒',
    '食品科学怎么样',
    '单一窗口怎么操作',
    '找个人代办报检可以吗',
    `${'我的货在港口放了很久一直没有人来查验，'.repeat(2)}给我打个电话`,
  ])('%s: none', (text) => expect(heard(text).pattern).toBeNull());

  test.each([
    ['食品科', 'line-food'],
    ['转体检', 'line-health-check'],
    ['转动植物', 'line-animal-plant'],
    ['投诉电话', 'line-complaints'],
    ['接总机', 'person'],
    ['总台', 'person'],
    ['前台', 'person'],
    ['怎么没人接', 'person'],
    ['谁能帮帮我', 'person'],
  ])('%s, and nothing else: %s', (text, id) => expect(heard(text).rule?.id).toBe(id));

  test('of several rules the first counts, and what an exception holds is looked at no more', () => {
    const rules = new PatternRules(
      [
        { means: 'callback', patterns: ['打(个|)电话'] },
        { means: 'person', patterns: ['找人'] },
      ],
      ['打电话诈骗'],
    );
    expect([rules.find('找人打个电话'), rules.find('打电话诈骗找人'), rules.find('狗怎么入境')]).toEqual([
      'callback',
      'person',
      null,
    ]);
    expect(new PatternRules([], []).find('找人')).toBeNull();
  });
});

describe('a telephone number among words', () => {
  test.each([
    ['13800138000', { number: '13800138000' }],
    ['我的电话是138 0013 8000，姓王', { number: '13800138000' }],
    ['+86 13800138000', { number: '13800138000' }],
    ['022-65661890', { number: '02265661890' }],
    ['65661890', { number: '65661890' }],
    ['1380013800', { given: 10 }],
    ['138001380001', { given: 12 }],
    ['报检号120000116000001', { given: 15 }],
    ['我有3只狗', null],
    ['没有手机', null],
  ])('%s', (words, telephone) => expect(telephoneIn(words)).toEqual(telephone));
});
