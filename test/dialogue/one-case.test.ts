import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseEvent } from '../../src/domain/cases/case-event.js';
import type { Input } from '../../src/domain/conversation/turn.js';
import { Caller, Hotline } from './waiting-callers.js';

let hotline: Hotline;
beforeEach(async () => {
  hotline = await Hotline.open();
});
afterEach(() => hotline.close());

const number = '+8613911112222';
const night = '2016-10-21T20:00:00+08:00';

/** Somebody who rings and says something. */
async function says(text: string, from = number, name = 'call:1'): Promise<Caller> {
  const caller = new Caller(hotline, name, from);
  await caller.does({ kind: 'arrival' });
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  return caller;
}

const recorded: Input = { kind: 'recording', recordingId: 'RE1', url: 'https://example.invalid/RE1', seconds: 10 };

/** Every case with what it says and what was added, and whether a call back was asked for in it. */
async function kept() {
  const files = await hotline.store.cases.files('all');
  return Promise.all(
    files.map(async ({ case: one, events }) => {
      const said = one.message.kind === 'text' ? one.message.text : one.message.kind;
      const { kind, personId, contact } = one;
      const isToBeCalled = (await hotline.store.callbacks.get(one.caseNo)) !== null;
      return { kind, personId, contact, said, added: events.map((event) => event.kind), isToBeCalled };
    }),
  );
}

test('whoever calls for help is in a case at once, also where they hang up while it rings', async () => {
  hotline.seats.free = 1;
  const caller = await says('救命');
  expect(caller.isRung).toBe(true);
  await caller.hangsUp();
  expect(await kept()).toMatchObject([{ kind: 'help', personId: number, said: expect.stringContaining('救命') }]);
});

test('a call back that is asked for after 救命 is one of that case', async () => {
  const caller = await says('救命');
  expect(await caller.presses('1')).toMatch(/编号二零幺六，幺零二幺，零零零幺，七。再说一遍，/);
  expect(await kept()).toMatchObject([{ kind: 'help', added: ['callback-asked'], isToBeCalled: true }]);
});

test('a complaint that was begun in words, and praise, are one case with the call back, whose number is told', async () => {
  const caller = await says('我要表扬窗口的小王');
  expect(await caller.presses('1')).toContain('编号二零幺六，幺零二幺，零零零幺，七。');
  expect(await kept()).toMatchObject([{ kind: 'praise', added: ['callback-asked'], isToBeCalled: true }]);
});

test('whoever only asks to be called back is timed as that, whatever the line', async () => {
  const caller = new Caller(hotline, 'call:1', number);
  await caller.does({ kind: 'arrival' });
  await caller.presses('9');
  await caller.presses('1');
  expect(await kept()).toMatchObject([{ kind: 'callback' }]);
});

test('whoever reports and wishes not to be named is not called back, and is told the code in the end', async () => {
  const caller = await says('我要匿名举报有人卖假证书');
  expect(caller.heard).toMatch(/匿名不回电，留言请按二，/);
  expect(await caller.presses('1')).toMatch(/^匿名不回电，/);
  await caller.presses('2');
  expect(await caller.does(recorded)).toBe(
    '您的留言已经记下，编号二零幺六，幺零二幺，零零零幺，七，查询码零、零、零、零。再说一遍，编号二零幺六，幺零二幺，零零零幺，七，查询码零、零、零、零。没有记您的姓名和号码，以后只凭编号和查询码查。感谢来电，再见。',
  );
  expect(await kept()).toMatchObject([{ kind: 'report', personId: null, added: ['added'], isToBeCalled: false }]);
});

test.each([
  ['我要匿名举报有人卖假证书', 'report'],
  ['我要匿名投诉你们窗口的人', 'complaint'],
])('%s is a case without a name at night, too, and its number is told to whoever says no more', async (text, kind) => {
  hotline.now = Date.parse(night);
  const caller = await says(text);
  expect(caller.replies.at(-1)?.verb).toBe('record');
  expect(await caller.waits()).toContain('您说的已经记下，要补充的请在滴声后说');
  await caller.waits();
  expect(await caller.waits()).toMatch(/^您说的已经记下，编号.*查询码/);
  expect(await kept()).toMatchObject([{ kind, personId: null, said: text }]);
});

test('who wishes in a complaint that their name is kept secret is heard at night', async () => {
  hotline.now = Date.parse(night);
  await says('我要投诉，不要告诉别人我的名字');
  expect(await kept()).toMatchObject([{ kind: 'complaint' }]);
});

test('a call back that is promised at night is kept, whether or not anything is said after it', async () => {
  hotline.now = Date.parse(night);
  const caller = await says('请给我回个电话');
  expect(caller.heard).toMatch(/同事上班后会打您现在这个号码。/);
  await caller.hangsUp();
  expect(await kept()).toMatchObject([{ kind: 'callback', said: `请回电：${number}\n请给我回个电话` }]);
});

/** Somebody who has rung again a minute later and pressed 2, for the line of the one before. */
async function again(name: string): Promise<Caller> {
  hotline.pass(60);
  const caller = new Caller(hotline, name, number);
  await caller.does({ kind: 'arrival' });
  await caller.presses('2');
  return caller;
}

test('a call back that is asked for minutes after a message for the same line is one of its case, however often', async () => {
  const first = await again('call:1');
  await first.presses('2');
  await first.does(recorded);
  const told = await (await again('call:2')).presses('1');
  expect(told).toContain('编号二零幺六，幺零二幺，零零零幺，七。');
  expect(await (await again('call:3')).presses('1')).toBe(told);
  expect(await kept()).toMatchObject([
    { kind: 'voicemail', added: ['callback-asked', 'callback-asked'], isToBeCalled: true },
  ]);
});

test('two wishes to be called back within minutes are one case; ten minutes later it is another', async () => {
  for (const name of ['call:1', 'call:2']) await (await again(name)).presses('1');
  expect(await kept()).toMatchObject([{ kind: 'callback', isToBeCalled: true }]);
  hotline.pass(600);
  await (await again('call:3')).presses('1');
  expect(await kept()).toHaveLength(2);
});

test('whoever is cut off and complains again is in the same case; who wishes to be named to nobody then is in none with a name', async () => {
  for (const name of ['call:1', 'call:2']) await says('我要投诉你们窗口的人态度差', number, name);
  expect(await kept()).toMatchObject([{ kind: 'complaint', said: expect.stringMatching(/态度差\n.*态度差/) }]);
  await says('我要匿名投诉你们窗口的人', number, 'call:3');
  expect(await kept()).toMatchObject([{ personId: number }, { kind: 'complaint', personId: null }]);
});

const given = '13912345678';

test.each([
  ['回我电话13912345678', number],
  ['给我回个电话，幺三九幺二三四五六七八', number],
  ['回我电话13912345678', 'anonymous'],
])('by night, %s is a call back on that number, from whichever number it is said: %s', async (text, from) => {
  hotline.now = Date.parse(night);
  const caller = await says(text, from);
  expect(caller.heard).toMatch(/同事上班后会打幺三九幺二三四五六七八。/);
  await caller.hangsUp();
  expect(await kept()).toMatchObject([{ contact: given, said: expect.stringContaining(`请回电：${given}`) }]);
});

test.each([number, 'anonymous'])(
  'by day, the number that was said is the one that key 1 promises: from %s',
  async (from) => {
    const caller = await says('回我电话13912345678', from);
    expect(caller.heard).toMatch(/要我们回电请按一/);
    await caller.waits();
    expect(await caller.presses('1')).toMatch(/^好的，同事会打幺三九幺二三四五六七八。编号/);
    expect(await kept()).toMatchObject([{ contact: given }]);
  },
);

test('from a withheld number, nobody is promised to be called back', async () => {
  hotline.now = Date.parse(night);
  const caller = await says('请给我回个电话', 'anonymous');
  expect(caller.heard).not.toContain('会打您');
  expect(await kept()).toEqual([]);
});

test('at night, whoever is in danger is told that nobody is there, and is not asked as others are', async () => {
  hotline.now = Date.parse('2016-10-21T23:00:00+08:00');
  const caller = await says('着火了');
  expect(caller.heard).toMatch(/现在没有人值班，十月二十四日上午八点半才有，请先打刚才说的号码。/);
  expect(await caller.waits()).toBe('请先打刚才说的号码。还要说的请在滴声后说，说完按井号键。');
  await caller.waits();
  expect(await caller.waits()).toMatch(/^有危险请马上打幺幺零，.*您说的已经记下，编号/);
  expect(await kept()).toMatchObject([{ kind: 'help' }]);
});

test('whoever is in danger comes before those who wait for any line, and everybody on duty is asked for', async () => {
  const first = await hotline.caller('9');
  const caller = await says('救命');
  expect(caller.heard).toMatch(/人工服务暂时没有空下来的同事，请稍候。请别挂断。要我们回电请按一，留言请按二。$/);
  hotline.seats.free = 1;
  expect(await first.waits()).not.toContain('前面');
  expect(first.isRung).toBe(false);
  await caller.waits();
  expect(caller.isRung).toBe(true);
  expect(hotline.seats.rung).toMatchObject([{ conversationId: 'call:1', isUrgent: true, ahead: 0 }]);
  expect(await hotline.whisper('1', 'port-clearance')).toContain('有人求助');
});

test('and is called back before those who asked earlier', async () => {
  const first = await hotline.caller('9');
  await first.presses('1');
  const caller = await says('救命');
  expect(await caller.presses('1')).toMatch(/^好的，同事一有空就打您现在这个号码。编号/);
  expect((await hotline.store.callbacks.open())[0]).toMatchObject({ isUrgent: true, conversationId: 'call:1' });
});

/** Somebody who has asked where a case stands that was left a day ago, and of which this has happened since. */
async function asked(...events: readonly CaseEvent['kind'][]): Promise<Caller> {
  hotline.now = Date.parse('2016-10-20T10:00:00+08:00');
  const before = new Caller(hotline, 'call:0', number);
  await before.does({ kind: 'arrival' });
  await before.presses('2');
  await before.presses('2');
  await before.does(recorded);
  const [left] = await hotline.store.cases.files('all');
  const caseNo = left?.case.caseNo ?? '';
  const done = events.map((kind) => ({ kind, at: hotline.now, by: '张三', words: '已经退费' }));
  if (done.length > 0) await hotline.store.cases.change([{ caseNo, known: 0, events: done, isOver: true }]);
  hotline.now = Date.parse('2016-10-21T10:00:00+08:00');
  const caller = new Caller(hotline, 'call:1', number);
  await caller.does({ kind: 'arrival' });
  await caller.presses('*');
  await caller.presses('4');
  await caller.presses(caseNo);
  return caller;
}

test('0 after the state of a case leads to the line that has it, and urges it; a call back is one of that case', async () => {
  const caller = await asked();
  expect(caller.heard).toMatch(/已经登记，等口岸通关的同事受理。催办或者补充，请按零。$/);
  expect(await caller.presses('0')).toMatch(/^口岸通关暂时没有空下来的同事/);
  expect(await kept()).toMatchObject([{ kind: 'voicemail', added: ['urged'] }]);
  expect(await caller.presses('1')).toMatch(/编号二零幺六，幺零二零，零零零幺，/);
  expect(await kept()).toMatchObject([{ added: ['urged', 'callback-asked'], isToBeCalled: true }]);
});

test('and what is said then is added to it; whoever says nothing is told of nothing that was kept', async () => {
  const caller = await asked();
  await caller.presses('0');
  await caller.presses('2');
  await caller.waits();
  expect(await caller.waits()).not.toContain('您说的已经记下');
  await caller.does({ ...recorded, recordingId: 'RE2' } as Input);
  expect(await kept()).toMatchObject([{ added: ['urged', 'added'] }]);
});

test('0 after the state of a closed case has it handled again, and what is left then is of that case', async () => {
  const caller = await asked('accepted', 'closed');
  expect(caller.heard).toMatch(/不满意的话请按零，我们再办一次。$/);
  expect(await caller.presses('0')).toMatch(/^口岸通关暂时没有空下来的同事/);
  expect(await hotline.store.cases.files('open')).toHaveLength(1);
  await caller.presses('2');
  await caller.does({ ...recorded, recordingId: 'RE2' } as Input);
  expect(await kept()).toMatchObject([{ added: ['accepted', 'closed', 'reopened', 'added'] }]);
});

test('0 after the state of a case that was not accepted leads to its line, and what is left then is another', async () => {
  const caller = await asked('rejected');
  await caller.presses('0');
  expect(await caller.presses('1')).toMatch(/编号二零幺六，幺零二幺，零零零幺，七。/);
  expect(await kept()).toMatchObject([{ added: ['rejected'] }, { kind: 'callback', added: [] }]);
});

test('whoever has gone back to the first menu meanwhile wants a person of any line', async () => {
  const caller = await asked();
  await caller.presses('*');
  await caller.presses('*');
  expect(await caller.presses('0')).toMatch(/^人工服务暂时没有空下来的同事/);
  expect(await kept()).toMatchObject([{ added: [] }]);
});
