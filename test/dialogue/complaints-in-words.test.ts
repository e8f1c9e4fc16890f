import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Caller, Hotline } from './waiting-callers.js';

let hotline: Hotline;
beforeEach(async () => {
  hotline = await Hotline.open();
});
afterEach(() => hotline.close());

const day = '2016-10-21T10:00:00+08:00';
const night = '2016-10-21T20:00:00+08:00';

/** What is kept of somebody who rings then, says something and hangs up. */
async function keptOf(text: string, at: string) {
  hotline.now = Date.parse(at);
  const caller = new Caller(hotline, 'call:1', '+8613911112222');
  await caller.does({ kind: 'arrival' });
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  await caller.hangsUp();
  const files = await hotline.store.cases.files('all');
  return files.map(({ case: { kind, line, message } }) => ({ kind, line, message }));
}

describe.each([
  ['by day', day],
  ['at night', night],
])('%s, a complaint in words is a case', (_, at) => {
  test.each([
    ['我的货被你们压了半个月没人管', 'complaint'],
    ['我要反映一个问题，你们大厅的人不理人', 'complaint'],
    ['你们收了我的钱不办事', 'complaint'],
    ['我对你们的处理结果不满意', 'complaint'],
    ['我要投诉代理公司', 'complaint'],
    ['有人举报也不管吗，我举报过三次了', 'report'],
    ['有家公司用假的检疫证书', 'complaint'],
    ['匿名反映一个情况', 'complaint'],
    ['我建议你们开个周末窗口', 'suggestion'],
    ['我要表扬小王', 'praise'],
    ['我要实名举报', 'report'],
    ['我实名举报一个公司', 'report'],
    ['我要署名投诉', 'complaint'],
    ['我要信访', 'complaint'],
    ['找纪检', 'complaint'],
    ['I want to complain about your officer', 'complaint'],
    ['Your staff was rude', 'complaint'],
  ])('%s', async (text, kind) => {
    expect(await keptOf(text, at)).toEqual([{ kind, line: 'complaints', message: { kind: 'text', text } }]);
  });
});

test.each(['怎么举报走私冻肉', '投诉要多少天给答复', '提的建议你们会采纳吗', '对投诉处理的答复不满意怎么办'])(
  'at night, who only asks is answered, and keeps nothing: %s',
  async (text) => {
    expect(await keptOf(text, night)).toEqual([]);
  },
);

describe('a danger to a life is a case, and nothing else is told first', () => {
  test.each(['集装箱里有人', '有人打我', '有毒的东西洒了', '我要死了', '一一零', '幺二零', '120'])(
    '%s',
    async (text) => {
      expect(await keptOf(text, night)).toMatchObject([{ kind: 'help' }]);
    },
  );
});

test.each(['Please call me back', 'Could you give me a call', '给我回个电话'])(
  'at night, %s is a call back, also where they hang up at once',
  async (text) => {
    expect(await keptOf(text, night)).toMatchObject([{ kind: 'callback', line: 'general' }]);
  },
);
