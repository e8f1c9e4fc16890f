import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());
const at = ['--at', '2016-10-21T10:00'];

test('route tells whom a call would ring, with a reason for everybody, without a database and by how colleagues stand', async () => {
  const all = desk.run(['route', '--line', 'port-clearance', ...at, '--explain', '--json']);
  expect(all).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(all.out)).toMatchObject({
    ...{ line: 'port-clearance', at: '2016-10-21T10:00:00+08:00', open: true, strategy: 'ring-all', ringSeconds: 18 },
    rung: [
      { colleague: 'port-clearance-1', telephone: 'sip:1201@pbx.invalid', tier: 'own' },
      { colleague: 'port-clearance-2' },
    ],
    notRung: [
      {
        colleague: 'general-1',
        tier: 'operator',
        because: 'the general desk is rung after 40 s of waiting; it is 0 s',
      },
      { colleague: 'general-2' },
    ],
    next: { afterSeconds: 18, rung: [], nobodyBecause: 'nobody can be rung now' },
  });

  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.seats.change('port-clearance-1', (before) => ({ ...before, state: 'away', reason: '午餐' }));
  await store.close();
  const words = desk.run(['route', '--line', '口岸通关', ...at, '--waited', '40', '--explain']).out;
  expect(words).toContain(
    'rings port-clearance-2, general-1, general-2 for 18 s; where nobody answers, then the caller waits.',
  );
  expect(words).toMatch(/port-clearance-1 .*not rung: away since .*: 午餐/);

  const closed = desk.run(['route', '--line', '2', '--at', '2016-10-21T20:00', '--explain']).out;
  expect(closed).toMatch(/nobody rings: the line is closed \(/);
});

test.each([
  [['--line', 'foood'], 'foood'],
  [['--line', 'food', '--waited', '1m'], '--waited "1m" is no number of seconds.'],
  [['--line', 'food', '--at', 'soon'], 'soon'],
  [['--line', 'food', '--at', '2016-12-25'], 'is a whole day. Say the hour: 2016-12-25T08:30'],
  [['--line', 'food', '--language', 'zz'], 'zz'],
])('%j is wrong usage', (words, said) => {
  const ran = desk.run(['route', ...words]);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(said);
});
