import { copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { systemErrorText } from '../../src/commands/system-error.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-system-error-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = { database: '/srv/yibo.db', file: 'backup.gz' };
const inFolder = (name: string): string => join(folder, name);

/** Runs SQL on a database file. @returns the error that the library gives; null when there is none */
async function failureOf(file: string, sql: string, mode = sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE) {
  return new Promise<Error | null>((resolve) => {
    const database = new sqlite3.Database(file, mode, (notOpened) => {
      if (notOpened) resolve(notOpened);
      else database.exec(sql, (error) => database.close(() => resolve(error)));
    });
  });
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const someRows = `CREATE TABLE t (a TEXT); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
  INSERT INTO t SELECT hex(randomblob(50)) FROM n`;

describe("SQLite's own errors are put into words, with their code", () => {
  test('a disk that is full', async () => {
    const error = await failureOf(inFolder('full.db'), `PRAGMA max_page_count = 10; ${someRows}`);
    expect(systemErrorText(error, at)).toBe(
      'the disk is full: the database at /srv/yibo.db cannot grow. Make room (old backups first), then run this again. [SQLITE_FULL]',
    );
  });

  test('a database that may only be read', async () => {
    await failureOf(inFolder('read.db'), someRows);
    const error = await failureOf(inFolder('read.db'), 'DELETE FROM t', sqlite3.OPEN_READONLY);
    expect(systemErrorText(error, at)).toMatch(
      /may not write to the database at \/srv\/yibo\.db.*\[SQLITE_READONLY\]$/,
    );
  });

  test('a text that is no database', async () => {
    writeFileSync(inFolder('letter.txt'), 'Dear colleague, '.repeat(100));
    const error = await failureOf(inFolder('letter.txt'), 'SELECT * FROM sqlite_master');
    expect(systemErrorText(error, at)).toMatch(
      /\/srv\/yibo\.db is no database\. Look at DATABASE_URL.*\[SQLITE_NOTADB\]$/,
    );
  });

  test('a damaged database', async () => {
    await failureOf(inFolder('whole.db'), someRows);
    copyFileSync(inFolder('whole.db'), inFolder('damaged.db'));
    writeFileSync(inFolder('damaged.db'), readFileSync(inFolder('whole.db')).fill(0xaa, 4096));
    const error = await failureOf(inFolder('damaged.db'), 'SELECT count(a) FROM t');
    expect(systemErrorText(error, at)).toMatch(/is damaged.*restore the newest backup.*\[SQLITE_CORRUPT\]$/);
  });

  test('a place where none can be opened', async () => {
    const error = await failureOf(join(folder, 'no', 'such.db'), 'SELECT 1');
    expect(systemErrorText(error, at)).toMatch(/cannot be opened.*Run as the user who owns it.*\[SQLITE_CANTOPEN\]$/);
  });
});

describe("the operating system's errors are put into words, with their code", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a file that is not there',
      () => openSync(inFolder('x'), 'r'),
      /\/x is not there\. Look at its name\. \[ENOENT\]$/,
    ],
    [
      'a folder that is not there',
      () => openSync(inFolder('no/x'), 'w'),
      /there is no folder .*\/no for .*Make it.*ENOENT/,
    ],
    ['a folder in place of a file', () => openSync(folder, 'w'), /is a folder\. Name a file in it\. \[EISDIR\]$/],
    [
      'a file in place of a folder',
      () => mkdirSync(inFolder('file/x'), { recursive: true }),
      /no folder.*\[ENOTDIR\]$/,
    ],
    [
      'a file where a folder must be',
      () => mkdirSync(inFolder('file')),
      /is a file, and would have to be a folder.*EEXIST/,
    ],
    [
      'a file that is there',
      () => openSync(inFolder('file'), 'wx'),
      /is there already.*Choose another name.*\[EEXIST\]$/,
    ],
  ])('%s', (_, work, words) => {
    writeFileSync(inFolder('file'), '');
    expect(systemErrorText(thrownBy(work), at)).toMatch(words);
  });

  /** As Linux gave them, by the name of the call and, where there is one, of the file. */
  test.each<[string, object, string]>([
    ['EACCES', { syscall: 'open', path: 'a.db' }, 'this user may not use a.db. Run as the user who owns it'],
    ['EROFS', { syscall: 'open', path: 'b.gz' }, 'b.gz is on a disk that can only be read.'],
    ['ENOSPC', { syscall: 'write' }, 'the disk is full: no room for backup.gz. Make room'],
    ['EFBIG', { syscall: 'write' }, 'backup.gz became larger than a file may be here.'],
    ['EIO', { syscall: 'read' }, 'the disk failed at a file.'],
  ])('%s', (code, more, words) => {
    const said = systemErrorText(Object.assign(new Error(`${code}: as it was`), { code, ...more }), at);
    expect(said).toContain(words);
    expect(said).toMatch(new RegExp(` \\[${code}\\]$`));
  });
});

test.each([
  ['an error of our own', Object.assign(new Error('no.'), { code: 'database-not-ready' })],
  ['an error without a code', new Error('no.')],
  ['something that is no error', 'no.'],
  ['a code that is the name of something else', Object.assign(new Error('no.'), { code: 'constructor' })],
])('%s keeps its words', (_, error) => {
  expect(systemErrorText(error, at)).toBeNull();
});
