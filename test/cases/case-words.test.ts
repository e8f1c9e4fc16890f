import { describe, expect, test } from 'vitest';
import { asksAboutComplaints, kindOf, reportsUnnamed, wishIn } from '../../src/cases/case-words.js';

describe('what kind a case is', () => {
  test.each([
    ['我要投诉你们窗口', 'general', 'complaint'],
    ['我要举报有人卖假证书', 'complaints', 'report'],
    ['窗口的人态度太差', 'complaints', 'complaint'],
    ['想送一面锦旗', 'complaints', 'praise'],
    ['建议大厅中午也开门', 'complaints', 'suggestion'],
    ['我的货怎么还没放行', 'port-clearance', 'consultation'],
  ])('%s', (text, line, kind) => {
    expect(kindOf({ kind: 'text', text }, line)).toBe(kind);
  });
  test('a recording is a message, and a complaint on the line for them', () => {
    const recording = { kind: 'recording', url: 'https://recordings.example/RE1', seconds: 5 } as const;
    expect(kindOf(recording, 'general')).toBe('voicemail');
    expect(kindOf(recording, 'complaints')).toBe('complaint');
  });
});

describe('who wishes not to be named', () => {
  test.each(['我要匿名举报', '匿名投诉一个科长', '我不想透露姓名', '我不方便留电话', '请匿名'])(
    '%s: to nobody',
    (text) => {
      expect(wishIn(text)).toBe('anonymous');
    },
  );
  test.each(['请给我保密', '不要让科长知道我是谁', '身份要保密', '别告诉他们是我'])('%s: to nobody else', (text) => {
    expect(wishIn(text)).toBe('confidential');
  });
  test.each(['匿名举报给反馈吗', '我的匿名举报要改实名', '不用匿名，我叫李四', '他们的保密协议', '有人发匿名信骂我'])(
    '%s: is no such wish',
    (text) => {
      expect(wishIn(text)).toBeNull();
    },
  );
});

test.each([
  ['我要匿名举报有人卖假证书', true],
  ['匿名投诉窗口的人收红包', true],
  ['我要投诉，不要告诉别人我的名字', true],
  ['我要投诉你们窗口的人', false],
  ['匿名举报给反馈吗', false],
  ['我想匿名举报，怎么举报', false],
])('who complains or reports without a name, and who only asks how: %s', (text, is) => {
  expect(reportsUnnamed(text)).toBe(is);
});

test.each([
  ['我的货被你们压了半个月没人管', false],
  ['有人举报也不管吗，我举报过三次了', false],
  ['我建议你们开个周末窗口', false],
  ['你们凭什么收我的钱', false],
  ['我该投诉谁都不知道，你们太拖拉了', false],
  ['窗口的人态度恶劣，跟谁反映', true],
  ['怎么举报走私冻肉', true],
  ['提的建议你们会采纳吗', true],
  ['投诉电话是多少', true],
  ['买到的进口商品质量有问题找谁', true],
  ['举报属实的话有没有奖励', true],
])('who only asks about complaints: %s', (text, is) => {
  expect(asksAboutComplaints(text)).toBe(is);
});
