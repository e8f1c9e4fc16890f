import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.close();
});
afterAll(() => desk.remove());

const notice = (...words: string[]) => desk.run(['notice', ...words], { YIBO_CLOCK: '2016-10-21T10:00:00+08:00' });

test('yibo notice switches on, shows, ends by itself and switches off', () => {
  expect(notice().out).toBe('No notice is on.\n');
  expect(notice('on', '今天系统升级', '--until', '2016-10-21T14:00').out).toContain(
    'On since 2016-10-21 10:00, until 2016-10-21 14:00: 今天系统升级。',
  );
  expect(JSON.parse(notice('show', '--json').out)).toMatchObject({ on: true, until: '2016-10-21T14:00:00+08:00' });
  expect(notice('off').out).toBe('Switched off: 今天系统升级。\n');
  expect(notice('show', '--json').out).toBe('{"on":false,"words":null,"since":null,"until":null,"lines":[]}\n');
});

test('yibo notice refuses what cannot be said, and a time that is over', () => {
  expect(notice('on', ' …… ')).toMatchObject({ code: 2, err: expect.stringContaining('has no words') });
  expect(notice('on', '长'.repeat(181)).err).toContain('at most 180');
  expect(notice('on', '停电', '--until', '2016-10-21T09:00').err).toContain('is over: it is 2016-10-21 10:00');
});

test('yibo notice --line is heard only by whoever comes to that line', () => {
  expect(notice('on', '今天不收样', '--line', '5').out).toBe(
    'On for food since 2016-10-21 10:00, until it is switched off: 今天不收样。\n' +
      "Whoever comes to the line hears it first within seconds. Spoken it takes 2 s, by which a caller's way to a person is longer. Switch it off: npx yibo notice off --line food\n",
  );
  expect(JSON.parse(notice('show', '--json').out)).toMatchObject({
    on: false,
    lines: [{ line: 'food', words: '今天不收样。', until: null }],
  });
  expect(notice('off').out).toBe('No notice is on.\n');
  expect(notice().out).toContain('On for food');
  expect(notice('off', '--line', 'food').out).toBe('Switched off: 今天不收样。\n');
  expect(notice('on', '停电', '--line', 'fod')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"fod" is no line'),
  });
});
