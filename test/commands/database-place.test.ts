import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desk, root } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

const header = 'bottle_code,name,origin_country,importer\n';
beforeAll(() => {
  writeFileSync(desk.path('w.csv'), `${header}WINE0001,酒,法国,某公司\n`);
  writeFileSync(desk.path('bad.csv'), `${header}W,坏酒,法国,某公司\nWINE0002,酒,法国,某公司\n`);
  mkdirSync(desk.path('folder'));
});

test('a command that makes a new database says where; the next one does not', () => {
  const first = desk.run(['import', 'wines', 'w.csv']);
  expect([first.code, first.err]).toEqual([0, `yibo import: made a new database at ${desk.path('desk.db')}\n`]);
  expect(desk.run(['import', 'wines', 'w.csv'])).toMatchObject({ code: 0, err: '' });
});

test.each([
  [['releases']],
  [['history', 'wines', 'WINE0001']],
  [['publish', '1', '--approved-by', '李四']],
  [['discard', '1']],
  [['correct', 'wines', 'WINE0001', 'name=x', '--reason', '更正']],
  [['withdraw', 'wines', 'WINE0001', '--reason', '更正']],
  [['expire', '--dry-run']],
  [['retention', '--dry-run']],
  [['backup']],
])('yibo %j refuses a database that is not there, and makes none', (words) => {
  const ran = desk.run(words, { DATABASE_URL: 'sqlite:./databse.db' });
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toBe(
    `yibo ${words[0]}: there is no database at ${desk.path('databse.db')}. Look at DATABASE_URL; the first start makes one.\n`,
  );
  expect(existsSync(desk.path('databse.db'))).toBe(false);
});

/** A database that a version with the first migration alone has made. */
async function makeOlder(place: string): Promise<void> {
  const name = '0001-first.sql';
  const sql = readFileSync(join(root, 'src/database/sqlite/migrations', name), 'utf8');
  const hash = createHash('sha256').update(sql).digest('hex');
  const database = new sqlite3.Database(place);
  const words = `${sql}; CREATE TABLE migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL);
    INSERT INTO migration VALUES ('${name}', '${hash}', 1)`;
  await new Promise<void>((done, fail) => database.exec(words, (error) => (error ? fail(error) : done())));
  await new Promise<void>((done) => database.close(() => done()));
}

test.each([
  [['import', 'wines', 'w.csv']],
  [['import', 'wines', 'w.csv', '--dry-run']],
  [['datasets']],
  [['releases']],
  [['expire', '--dry-run']],
  [['retention', '--dry-run']],
  [['backup']],
])('yibo %j does not bring a database up to date under the version that runs on it', async (words) => {
  const place = desk.path('older.db');
  if (!existsSync(place)) await makeOlder(place);
  const before = readFileSync(place);
  const ran = desk.run(words, { DATABASE_URL: `sqlite:${place}` });
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toMatch(/^yibo \w+: the database at .*older\.db has not had 0002-.* yet\. .*start this one once/);
  expect(readFileSync(place).equals(before)).toBe(true);
});

describe.each([
  ['import', ['import', 'wines', 'w.csv']],
  ['releases', ['releases']],
  ['retention', ['retention']],
  ['backup', ['backup', 'never.gz']],
  ['restore', ['restore', 'never.gz']],
])('yibo %s refuses', (command, words) => {
  test.each(['sqlite:folder', 'sqlite:folder/', 'sqlite:new-folder/'])('a folder as its database: %s', (url) => {
    const ran = desk.run(words, { DATABASE_URL: url });
    const path = url.slice('sqlite:'.length);
    expect([ran.code, ran.err]).toEqual([
      1,
      `yibo ${command}: DATABASE_URL names the folder ${path}. Name a file in it, such as sqlite:var/yibo.db.\n`,
    ]);
  });

  test.each(['sqlite::memory:', 'sqlite://:memory:'])('a database that is gone when it ends: %s', (url) => {
    const ran = desk.run(words, { DATABASE_URL: url });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/DATABASE_URL ".*" names no file: a database in memory is gone when the process ends/);
    expect(existsSync(desk.path(':memory:'))).toBe(false);
  });
});

describe("the system's own errors reach nobody as they are:", () => {
  test.each([
    ['import', ['import', 'wines', 'w.csv']],
    ['backup', ['backup', 'never.gz']],
    ['retention', ['retention']],
  ])('yibo %s on a text', (command, words) => {
    const ran = desk.run(words, { DATABASE_URL: 'sqlite:w.csv' });
    const said = `yibo ${command}: ${desk.path('w.csv')} is no database. Look at DATABASE_URL;`;
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(said)]);
    expect(ran.err).toMatch(/\[SQLITE_NOTADB\]\n$/);
  });

  test.each([
    ['w.csv', /^yibo import: w\.csv is there already, .* [Nn]ame.*\n$/],
    ['nowhere/r.csv', /^yibo import: there is no folder nowhere for nowhere\/r\.csv(\.part)?\. Make it.*\[ENOENT\]\n$/],
  ])('yibo import --rejects %s', (rejects, words) => {
    const ran = desk.run(['import', 'wines', 'bad.csv', '--keep-good', '--rejects', rejects]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(words);
  });

  test('yibo backup below a file', () => {
    const ran = desk.run(['backup', 'w.csv/b.gz']);
    expect([ran.code, ran.err]).toEqual([
      1,
      expect.stringMatching(/^yibo backup: w\.csv is a file, and .*\[EEXIST\]\n$/),
    ]);
  });

  test('yibo backup under no name', () => {
    expect(desk.run(['backup', ''])).toMatchObject({
      code: 2,
      err: expect.stringContaining('name of the file is empty'),
    });
  });

  test('yibo import where the file of refused rows cannot grow', () => {
    writeFileSync(desk.path('many.csv'), header + 'W,坏酒,法国,某公司\n'.repeat(20_000));
    const ran = desk.runWithin(600, ['import', 'wines', 'many.csv', '--keep-good']);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^yibo import: many\.rejects\.csv became larger than a file may be here\. .*\[EFBIG\]\n$/);
  });

  test('yibo import where the database cannot grow', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `W${String(n).padStart(7, '0')},酒,法国,某公司\n`);
    writeFileSync(desk.path('large.csv'), header + rows.join(''));
    const ran = desk.runWithin(600, ['import', 'wines', 'large.csv'], { DATABASE_URL: 'sqlite:small.db' });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/yibo import: the disk failed under the database at .*\/small\.db\. .*\[SQLITE_IOERR\]\n$/);
  });

  test('yibo releases on a damaged database', () => {
    const whole = readFileSync(desk.path('desk.db'));
    writeFileSync(desk.path('damaged.db'), whole.fill(0xaa, 3 * 4096));
    const ran = desk.run(['releases'], { DATABASE_URL: 'sqlite:damaged.db' });
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/damaged\.db is damaged\. Stop the service, keep the file .*\[SQLITE_CORRUPT\]\n$/);
  });
});
