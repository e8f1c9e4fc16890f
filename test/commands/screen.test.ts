import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { shownSafely } from '../../src/commands/screen.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

/** Clears the screen, colours it, goes to the beginning of the line; the same in one byte; turns letters around. */
const name = 'a\u001b[2J\u001b[31m\rb\u009b2Jc\u202ed\u0007';
const moving = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const bad = desk.path(`${name}.csv`);
const good = desk.path(`${name}-good.csv`);
writeFileSync(bad, 'bottle_code,name,origin_country,importer\nW,酒,法国,某公司\nWINE01,酒,法国,某公司\n');
writeFileSync(good, 'bottle_code,name,origin_country,importer\nWINE02,酒,法国,某公司\n');
mkdirSync(desk.path(name));

describe('no name of a file reaches the terminal with what could move its cursor', () => {
  test.each([
    [['import', 'wines', bad]],
    [['import', 'wines', bad, '--keep-good']],
    [['import', 'wines', desk.path(`${name}-none.csv`), '--dry-run']],
    [['releases']],
    [['export', 'wines', '--out', join(desk.path(name), 'none', 'x.csv')]],
    [['restore', join(desk.path(name), 'none.backup')]],
    [['rehearse', join(desk.path(name), 'none.txt')]],
    [['lint', '--root', desk.path(name)]],
    [[name]],
  ])('yibo %j', (words) => {
    const { out, err } = desk.run(words);
    expect(out + err).not.toMatch(moving);
    expect(out + err).not.toBe('');
  });
});

test('an import of a file with such a name shows it with the marks spelt out', () => {
  expect(desk.run(['import', 'wines', bad]).err).toContain(
    'a\\u001b[2J\\u001b[31m\\u000db\\u009b2Jc\\u202ed\\u0007.csv',
  );
});

test('the ends of lines, tabs and the bar of progress stay as they are', () => {
  for (const text of ['a\nb\r\nc\td', '\r[####    ] importing 50%  5 rows\u001b[K', '\r\u001b[K', '天津 😀'])
    expect(shownSafely(text)).toBe(text);
  expect(shownSafely('x\r[####    ] importing\u001b[K')).not.toMatch(moving);
});

test('whatever a text holds, nothing in it can move the cursor', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(shownSafely(`${text}.csv`).replace(/\r\n|[\n\t]/g, '')).not.toMatch(moving);
    }),
  );
});

test('a dry run makes no database, and says so', () => {
  const env = { DATABASE_URL: `sqlite:${desk.path('var/none.db')}` };
  const { code, out, err } = desk.run(['import', 'wines', good, '--dry-run'], env);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(
    'wines: 1 new, 0 changed, 0 unchanged, 0 refused (dry run: 1 of 1 rows are good; nothing was written)',
  );
  expect(out).toContain('There is no database yet: nothing was compared.');
  expect(existsSync(desk.path('var'))).toBe(false);
});
