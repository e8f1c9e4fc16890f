import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figures } from '../../src/hotline/reports/figures.js';
import { openStore } from '../../src/store/open.js';
import { callOf, now, turn } from '../operations/fixtures.js';
import { Desk, root } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  const at = { conversationId: 'call:1', line: 'food', round: 0, address: 'sip:1501@pbx.invalid', offeredAt: now };
  const offer = { ...at, id: 'call:1:0:food-1', colleague: 'food-1', because: 'not rung yet' };
  await store.seats.reserve([offer], now + 60_000, now);
  await store.seats.settle(offer.id, 'taken', now + 14_000, () => null);
  await store.conversations.commit({ ...turn('call:1', 1), effects: [{ kind: 'keep-call', call: callOf('call:1') }] });
  await store.close();
});

const days = ['--from', '2016-10-01', '--to', '2016-10-21'];

test('the figures of some days, each with what it means; then lines and colleagues', () => {
  const { out, code } = desk.run(['report', ...days]);
  expect(code).toBe(0);
  expect(out).toMatch(/^热线，2016-10-01 至 2016-10-21\n/);
  for (const { name, means } of figures) {
    expect(out).toContain(name);
    expect(out).toContain(means);
  }
  expect(out).toMatch(/^接通率 +100\.0 % +接通÷要求人工。$/m);
  expect(out).toMatch(/^等待中位数 +10 秒 /m);
  expect(out).toMatch(/^进出口食品 +1 +1 +100\.0 /m);
  expect(out).toMatch(/^同事 +振铃 +接起/m);
});

test('the same words and numbers stand in JSON and in CSV', () => {
  const json = JSON.parse(desk.run(['report', ...days, '--line', '5', '--json']).out);
  expect(json).toMatchObject({ from: '2016-10-01', to: '2016-10-21', line: 'food' });
  expect(json.total).toMatchObject({
    name: '进出口食品',
    values: { calls: 1, connectRate: 100, waitMedian: 10, rated: 1 },
  });
  expect(json.hours).toEqual([{ weekday: 5, hour: 10, calls: 1, asked: 1, answered: 1 }]);
  expect(json.figures.map(({ means }: { means: string }) => means)).toEqual(figures.map(({ means }) => means));
  const rows = desk.run(['report', ...days, '--csv']).out.split('\r\n');
  expect(rows[0]).toBe('from,to,scope,id,name,figure,figure_name,value,unit,means');
  expect(rows).toContain('2016-10-01,2016-10-21,line,food,进出口食品,connectRate,接通率,100,%,接通÷要求人工。');
  expect(rows).toContain('2016-10-01,2016-10-21,colleague,food-1,食品一,taken,接起,1,人次,按一接起的。');
  expect(rows.filter((row) => row.includes(',total,all,'))).toHaveLength(figures.length);
});

test('calls of a day are listed, by what they came to; one is shown turn by turn, with whom it rang and why', () => {
  const day = ['--on', '2016-10-21'];
  expect(desk.run(['calls', ...day, '--line', 'food', '--came', 'answered']).out).toBe(
    [
      'began             line        came to   waited  talked  hung up    rating     call',
      '2016-10-21 10:00  进出口食品  answered  10 s    46 s    colleague  satisfied  1',
      '',
    ].join('\n'),
  );
  expect(desk.run(['calls', ...day, '--came', 'abandoned']).out).toBe(
    'On 2016-10-21 there was no such call that is over.\n',
  );
  const { out } = desk.run(['call', '1']);
  expect(out).toContain('10:00:00  rings  menu:main  goes-on');
  expect(out).toContain('10:00:00  food-1     not rung yet  taken       10:00:14');
  expect(JSON.parse(desk.run(['calls', ...day, '--json']).out).calls).toMatchObject([
    { call: '1', cameTo: 'answered', turns: [{ did: 'rings' }], rang: [{ colleague: 'food-1', outcome: 'taken' }] },
  ]);
  expect(desk.run(['call', '9'])).toMatchObject({ code: 1 });
});

test('a heat map is drawn into a file that is not there yet', () => {
  const file = desk.path('hours.svg');
  expect(desk.run(['report', ...days, '--svg', file]).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('周五 10 点：来电 1，要求人工 1，接通 1');
  const nowhere = desk.run(['report', ...days, '--svg', desk.path('none/x.svg')]);
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('--svg: there is no folder')]);
  const again = desk.run(['report', ...days, '--svg', file]);
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toContain('is there already. Choose another name.');
});

test.skipIf(!existsSync('/dev/full'))('a full disk behind the screen is one line', () => {
  const words = ['-c', '"$0" "$@" > /dev/full', process.execPath, `${root}/src/yibo.js`, 'report', ...days, '--csv'];
  const env = { ...process.env, DATABASE_URL: `sqlite:${desk.path('desk.db')}` };
  const { status, stderr } = spawnSync('bash', words, { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^yibo report: the disk is full: no room for [^\n]*\n$/)]);
});

test('days that are none, and days the wrong way round, are refused', () => {
  expect(desk.run(['report', '--from', '2016-02-30'])).toMatchObject({ code: 2 });
  expect(desk.run(['report', '--from', '2016-10-22', '--to', '2016-10-21']).err).toContain(
    '--from 2016-10-22 is after --to 2016-10-21.',
  );
  expect(desk.run(['report', '--csv', '--json']).code).toBe(2);
});
