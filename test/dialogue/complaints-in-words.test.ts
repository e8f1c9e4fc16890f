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
    ['我要投诉你们取消了我的预约', 'complaint'],
    ['我要投诉你们一直没给我回电话', 'complaint'],
    ['我要投诉，报检号120000116000001拖了半个月', 'complaint'],
    ['我要投诉抽签不公平', 'complaint'],
    ['我要投诉你们的网站打不开', 'complaint'],
    ['气死我了我要投诉', 'complaint'],
    ['我要投诉你们办事太慢怎么回事', 'complaint'],
    ['I want to complain about your officer', 'complaint'],
    ['Your staff was rude', 'complaint'],
  ])('%s', async (text, kind) => {
    expect(await keptOf(text, at)).toEqual([{ kind, line: 'complaints', message: { kind: 'text', text } }]);
  });
});

test.each([
  ...['我要投诉海关', '饭店用地沟油，我要举报', '出租车绕路拒载投诉', '我要举报走私汽车', '赌博举报'],
  ...['镇卫生院的大夫要红包，我要实名举报', '我要投诉快递丢了我的包裹', '烧烤摊用死猪肉，我要举报'],
])('what is another authority’s is told so, and keeps nothing: %s', async (text) => {
  expect(await keptOf(text, night)).toEqual([]);
});

describe('in line, a complaint in words is a case, and the wait goes on', () => {
  test.each([
    '我要投诉你们取消了我的预约',
    '我要投诉你们一直没给我回电话',
    '我要投诉你们不让我留言',
    '我不要人工我要投诉',
    '我要投诉没有人工接听',
  ])('%s', async (text) => {
    hotline.seats.free = 0;
    const caller = await hotline.caller('11112222');
    await caller.does({ kind: 'speech', text, confidence: 0.95 });
    const files = await hotline.store.cases.files('all');
    expect(files.map(({ case: { kind, line } }) => ({ kind, line }))).toEqual([
      { kind: 'complaint', line: 'complaints' },
    ]);
    expect(await caller.state()).toBe('waiting');
  });
});

test.each([
  ...['怎么举报走私冻肉', '投诉要多少天给答复', '提的建议你们会采纳吗', '对投诉处理的答复不满意怎么办'],
  ...['怎么投诉', '投诉归谁管', '我要投诉电话', '投诉窗口在哪', '我的投诉办得怎么样了', '我不是要投诉，我想问疫苗'],
])('at night, who only asks is answered, and keeps nothing: %s', async (text) => {
  expect(await keptOf(text, night)).toEqual([]);
});

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

test.each(['很满意', '不想评价', '投诉归谁管', '我不投诉'])('in line, %s keeps nothing', async (text) => {
  const caller = await hotline.caller('11112222');
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  expect(await hotline.store.cases.files('all')).toEqual([]);
  expect(await caller.state()).toBe('waiting');
});

/** Somebody who has talked with a colleague, and is asked how it was. */
async function rated(text: string): Promise<Caller> {
  hotline.seats.free = 1;
  const caller = await hotline.caller('11112222');
  await caller.ends('answered');
  hotline.seats.free = 0;
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  return caller;
}

test.each([
  ...['很好，不用打分', '很好', '没什么不满意的', '没有投诉挺满意的', '好评', '差评', '不满意，别烦我', '没有解决'],
])('after a talk, %s rates it', async (text) => {
  expect((await rated(text)).heard).toBe('谢谢您的评价，再见。');
});

test.each(['不用评价了', '评分不用了', '别再烦我', '我不投诉', '没啥要投诉的'])(
  'after a talk, %s rates nothing and keeps nothing',
  async (text) => {
    expect((await rated(text)).heard).toBe('感谢来电，再见。');
    expect(await hotline.store.cases.files('all')).toEqual([]);
  },
);

test('after a talk, 满意按几 is asked again, and 刚才断线了 rings the same people', async () => {
  expect((await rated('满意按几')).heard).toContain('满意请按一');
  hotline.seats.free = 1;
  const caller = new Caller(hotline, 'call:again', '+8613811113333');
  await caller.does({ kind: 'arrival' });
  await caller.presses('2');
  await caller.ends('answered');
  hotline.seats.free = 1;
  await caller.does({ kind: 'speech', text: '刚才断线了没说完呢', confidence: 0.95 });
  expect(hotline.seats.rung.at(-1)?.line).toBe('port-clearance');
});

test.each(['三分钟', '五星级酒店', '还可以便宜点吗', '很好吃'])(
  'after a talk, %s is said in the room',
  async (text) => {
    expect((await rated(text)).heard).toContain('满意请按一');
  },
);
