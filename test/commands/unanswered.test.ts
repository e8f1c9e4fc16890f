import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
const at = Date.parse('2016-10-21T10:00:00+08:00');
beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.unanswered.note({ text: '哪吒汽车退款', band: 'outside', nearest: 'outside-consumer' }, at);
  await store.unanswered.note({ text: '无人机入境要什么证', band: 'unsure', nearest: 'vessel-quarantine' }, at);
  await store.close();
});
afterAll(() => desk.remove());

const unanswered = (...words: string[]) => desk.run(['unanswered', ...words]);

test('yibo unanswered shows groups, says what a name was meant to be, and tells what it removes', () => {
  const shown = unanswered();
  expect(shown.out).toMatch(/^1 {2}once, last .*said not to be the bureau's/m);
  expect(shown.out).toContain('2 groups. Teach one with --label');
  expect(unanswered('--label', '1')).toMatchObject({ code: 2, err: expect.stringContaining('"1" names no intent') });
  expect(unanswered('--label', '1=pet-entri').err).toContain('Did you mean "pet-entry"?');
  expect(unanswered('--drop', '3').err).toContain('They are numbered from 1 to 2');
  const [, first] = /^1 .*\n {5}(.*)$/m.exec(shown.out) ?? [];
  expect(unanswered('--drop', '1').out).toBe(`removed: ${first}\n1 message is dealt with.\n`);
  expect(unanswered().out).toContain('1 group. Teach one');
});
