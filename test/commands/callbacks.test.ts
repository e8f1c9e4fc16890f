import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { caseOf, now } from '../operations/fixtures.js';
import { Desk, root } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  const callback = {
    caseNo: '201610210001',
    line: 'food',
    number: '+8613800138000',
    conversationId: 'call:1',
    askedAt: now,
  };
  await store.cases.open(caseOf('call:1'), [{ kind: 'ask-callback', callback }]);
  await store.callbacks.toColleague('201610210001', 'the provider does not reach this number');
  const times = { enteredAt: now, changedAt: now + 65_000, seenAt: now };
  await store.waiting.enter({
    conversationId: 'call:9',
    line: 'food',
    personId: '+8613900139000',
    state: 'left',
    ...times,
  });
  await store.close();
});

test('who is to be called back is listed, without numbers unless they are asked for, until a colleague has', () => {
  const day = ['--on', '2016-10-21'];
  expect(desk.run(['callbacks', ...day]).out).toBe(
    [
      'case          line        since             state  by         rung  again at  why',
      '201610210001  进出口食品  2016-10-21 10:00  asked  colleague  0               the provider does not reach this number',
      '',
      '2016-10-21: 1 asked, 0 rung, 0 reached, 0 connected, 0 given up',
      '',
    ].join('\n'),
  );
  const shown = JSON.parse(desk.run(['callbacks', ...day, '--json', '--persons']).out);
  expect(shown).toMatchObject({
    day: '2016-10-21',
    open: [{ number: '+8613800138000', enteredAt: '2016-10-21T10:00:00+08:00' }],
  });
  expect(desk.run(['callback', '20161021-0001', '--not-reached']).code).toBe(0);
  expect(JSON.parse(desk.run(['callbacks', ...day, '--json']).out)).toMatchObject({
    ...{ open: [{ state: 'not-reached', attempts: 1 }], funnel: { asked: 1, dialled: 1, reached: 0 } },
  });
  expect(desk.run(['callback', '201610210001', '--connected'])).toMatchObject({
    code: 0,
    out: '201610210001: connected\nNobody has been answered in it yet: npx yibo case 201610210001 --answer "what they were told"\n',
  });
  expect(desk.run(['callback', '201610210001', '--give-up'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('is connected already. Where that was a mistake: --take-back.'),
  });
  expect(desk.run(['callback', '201610210001']).code).toBe(2);
  const { open, funnel } = JSON.parse(desk.run(['callbacks', ...day, '--json']).out);
  expect(desk.run(['case', '201610210001']).out).toMatch(/noted, 张三\n {2}回电：没有人接\n.*talked, 张三\n/);
  expect([open, funnel]).toEqual([[], { asked: 1, dialled: 1, reached: 1, connected: 1, givenUp: 0 }]);
});

test('whoever this service is to ring, and does not ring now, is listed with why', async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  const asked = {
    caseNo: '201610210002',
    line: 'food',
    number: '+85221234567',
    conversationId: 'call:2',
    askedAt: now,
  };
  await store.cases.open(caseOf('call:2'), [{ kind: 'ask-callback', callback: asked }]);
  await store.close();
  const own = desk.path('own');
  for (const folder of ['menus', 'intents', 'data']) cpSync(join(root, folder), join(own, folder), { recursive: true });
  writeFileSync(join(own, 'data/staff/hotline.yaml'), 'callbacks: { reach: ["+852"] }');
  const waits = (time: string): unknown => {
    const env = { YIBO_CONTENT: own, YIBO_CLOCK: `2016-10-21T${time}:00+08:00` };
    return JSON.parse(desk.run(['callbacks', '--json'], env).out).open[0].waits;
  };
  expect(waits('12:30')).toBe('the line is closed');
  expect(waits('15:00')).toBeNull();
  const env = { YIBO_CONTENT: own, YIBO_CLOCK: '2016-10-21T20:00:00+08:00' };
  expect(desk.run(['callbacks'], env).out).toMatch(/^201610210002 .* it is a quiet hour$/m);
  expect(desk.run(['callback', '201610210002', '--give-up']).code).toBe(0);
});

test('who waited on a day and reached nobody is listed', () => {
  expect(desk.run(['missed', '--on', '2016-10-21', '--persons']).out).toBe(
    [
      'first             last              line        calls  longest wait  number',
      '2016-10-21 10:00  2016-10-21 10:01  进出口食品  1      65 s          +8613900139000',
      '',
    ].join('\n'),
  );
  const of = (line: string) => desk.run(['missed', '--on', '2016-10-21', '--line', line]);
  expect(of('legal').out).toMatch(/nobody waited for this line in vain/);
  expect([of('进出口食品').out, of('origin').code]).toEqual([expect.stringContaining('65 s'), 2]);
  expect(desk.run(['missed', '--on', '2016-02-30']).code).toBe(2);
  const toCome = desk.run(['missed', '--on', '2016-10-22'], { YIBO_CLOCK: '2016-10-21T18:00:00+08:00' });
  expect([toCome.code, toCome.out]).toEqual([2, '']);
});

test('what was said of a call back by mistake is taken back, and stands in the case', () => {
  expect(desk.run(['callback', '201610210001', '--take-back', '--connected']).code).toBe(2);
  expect(desk.run(['callback', '201610210001', '--take-back'])).toMatchObject({
    code: 0,
    out: '201610210001: asked\n',
  });
  expect(desk.run(['callback', '201610210001', '--take-back']).err).toContain('nothing is to be taken back');
  expect(JSON.parse(desk.run(['callbacks', '--json']).out).open).toMatchObject([
    { state: 'asked', by: 'colleague', reason: 'taken back by 张三', connectedAt: null },
  ]);
  expect(desk.run(['case', '201610210001']).out).toContain('回电：上一条说错了，仍要回电');
});

test('who closes a case in which a call back is still promised is told that nobody is called any more', () => {
  const acts = ['--assign', '张三', '--sign', '--answer', '已在微信里答复', '--close', '不用回电了'];
  const { code, err } = desk.run(['case', '201610210001', ...acts]);
  expect(code).toBe(0);
  expect(err).toContain('a call back (回电) was promised in 201610210001 and has not come about');
});
