import { afterEach, beforeEach, expect, test } from 'vitest';
import { Caller, Hotline } from './waiting-callers.js';

let hotline: Hotline;
beforeEach(async () => {
  hotline = await Hotline.open();
});
afterEach(() => hotline.close());

/** Somebody who waits for port clearance and says something there. */
async function saidInLine(text: string): Promise<Caller> {
  const caller = await hotline.caller('11112222');
  hotline.seats.free = 1;
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  return caller;
}

async function rowOf(caller: Caller) {
  const row = await hotline.store.waiting.get(caller.id);
  return row && { line: row.line, state: row.state };
}

test.each([
  ['转投诉举报', 'complaints'],
  ['给我转动植物', 'animal-plant'],
  ['按错了，我要体检', 'health-check'],
  ['打错了是找动植物的', 'animal-plant'],
  ['不是通关，是体检', 'health-check'],
])('%s: that line rings, and whoever has talked there was served', async (text, line) => {
  const caller = await saidInLine(text);
  expect(hotline.seats.rung.map((request) => request.line)).toEqual([line]);
  expect(await rowOf(caller)).toEqual({ line, state: 'ringing' });
  await caller.ends('answered');
  expect(await rowOf(caller)).toEqual({ line, state: 'served' });
});

test('nobody in the other line: a message is taken there', async () => {
  const caller = await hotline.caller('11112222');
  hotline.seats.isAnybodyThere = false;
  await caller.does({ kind: 'speech', text: '按错了，我要体检', confidence: 0.95 });
  expect(caller.heard).toContain('请在滴声后留言');
  expect((await rowOf(caller))?.state).toBe('message');
});

test.each([
  ...['体检', '卫生检疫', '查完了', '检查结果出来了', '给您转业务部门', '换窗口了吗', '老李你去查查车'],
  ...['你们几点回电', '别打13812345678', '我的单号是23456789', '请转告他们我晚点到', '他要投诉你别理他'],
])('%s, in the room: they go on waiting', async (text) => {
  const caller = await hotline.caller('11112222');
  await caller.does({ kind: 'speech', text, confidence: 0.95 });
  expect(await rowOf(caller)).toEqual({ line: 'port-clearance', state: 'waiting' });
  expect(await hotline.store.cases.files('all')).toEqual([]);
});

test('a number that is said alone is called back; in a danger it belongs to the case, and they go on waiting', async () => {
  const caller = await hotline.caller('11112222', 'anonymous');
  expect(await caller.does({ kind: 'speech', text: '13812345678', confidence: 0.95 })).toContain(
    '幺三八幺二三四五六七八',
  );
  const other = new Caller(hotline, 'call:urgent', '+8613811113333');
  await other.does({ kind: 'arrival' });
  await other.does({ kind: 'speech', text: '救命啊有人打我', confidence: 0.95 });
  await other.ends('no-answer');
  expect(await other.does({ kind: 'speech', text: '我的电话是13812345678', confidence: 0.95 })).toContain('记下');
  expect(await other.state()).toBe('waiting');
  const before = await rowOf(other);
  await other.does({ kind: 'speech', text: '按错了，我要体检', confidence: 0.95 });
  expect(await rowOf(other)).toEqual(before);
  const files = await hotline.store.cases.files('all');
  expect(files.find(({ case: { kind } }) => kind === 'help')?.case.message).toMatchObject({
    text: expect.stringContaining('13812345678'),
  });
});
