import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());
const clock = { YIBO_CLOCK: '2016-10-21T10:00:00+08:00' };

beforeAll(() => {
  writeFileSync(desk.path('w.csv'), 'bottle_code,name,origin_country,importer\nWINE0001,酒,法国,某公司\n');
  expect(desk.run(['import', 'wines', 'w.csv'], clock).code).toBe(0);
});

describe('a correction in which a field has two values is wrong usage', () => {
  test.each([
    ['by its name twice', ['name=一', 'name=二']],
    ['by its name and by its title', ['name=一', '酒名=二']],
    ['twice the same value', ['name=一', 'name=一']],
  ])('%s', (_, changes) => {
    const ran = desk.run(['correct', 'wines', 'WINE0001', ...changes, '--reason', '更正']);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^yibo correct: "name" is given twice: "一" and "[一二]"\. Say which it is\.\n$/);
  });

  test('two fields are no such thing', () => {
    const words = ['correct', 'wines', 'WINE0001', 'name=一', 'importer=二', '--reason', '更正', '--dry-run'];
    expect(desk.run(words).out).toBe('name: "酒" → "一"\nimporter: "某公司" → "二"\ndry run: nothing was changed\n');
  });
});

describe('what was public at a moment', () => {
  const asked = (asOf: string) => desk.run(['history', 'wines', 'WINE0001', '--as-of', asOf], clock);

  test.each(['2016-10-22', '2016-10-23T00:00:00+08:00'])('is not told of the future: %s', (asOf) => {
    const ran = asked(asOf);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(new RegExp(`^yibo history: --as-of "${asOf.replace('+', '\\+')}" lies in the future: `));
  });

  test('is told of today, and of no day that there is none of', () => {
    expect(asked('2016-10-21')).toMatchObject({ code: 0, out: expect.stringContaining('WINE0001') });
    expect(asked('2016-10-20')).toMatchObject({ code: 1, err: expect.stringContaining('was never public by') });
    expect(asked('2016-02-30')).toMatchObject({ code: 2, err: expect.stringContaining('is no day or time') });
  });
});

describe.each(['lint', 'doctor'])('yibo %s --root', (command) => {
  test.each([
    ['nowhere', 'is not there'],
    ['.', 'holds neither menus/ nor intents/ nor data/'],
  ])('of %s is wrong usage', (folder, what) => {
    const ran = desk.run([command, '--root', folder]);
    expect(ran).toMatchObject({
      code: 2,
      out: '',
      err: `yibo ${command}: --root ${folder} ${what}. Name the folder with these three.\n`,
    });
  });
});

test('yibo unanswered --limit is a number, also when nothing is to be shown', () => {
  expect(desk.run(['unanswered', '--limit', 'x'])).toMatchObject({ code: 2, out: '' });
});
