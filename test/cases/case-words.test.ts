import { describe, expect, test } from 'vitest';
import { kindOf, wishIn } from '../../src/cases/case-words.js';

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
