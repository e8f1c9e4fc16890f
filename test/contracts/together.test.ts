import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../src/database/sqlite/connection.js';
import { FileInPlace } from '../../src/database/sqlite/file-in-place.js';
import { Writer } from '../../src/database/sqlite/writer.js';

let folder: string;
let connection: Connection;
let writer: Writer;
let begun: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yibo-together-'));
  const file = join(folder, 'one.db');
  connection = await Connection.open(file, false);
  await connection.exec('CREATE TABLE given (n INTEGER PRIMARY KEY)');
  begun = 0;
  const run = connection.run.bind(connection);
  connection.run = (sql, parameters) => {
    if (sql.startsWith('BEGIN')) begun += 1;
    return run(sql, parameters);
  };
  writer = new Writer(connection, new FileInPlace(file));
});
afterEach(async () => {
  await writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const give = (n: number) => (one: Connection) => one.run('INSERT INTO given VALUES ($1)', [n]);
const kept = async () => (await connection.all<{ n: number }>('SELECT n FROM given ORDER BY n')).map(({ n }) => n);

test('little works that wait at the same time are one transaction, and each has its own result', async () => {
  const results = await Promise.all([1, 2, 3].map((n) => writer.together(async (one) => (await give(n)(one)) + n)));
  expect(results).toEqual([2, 3, 4]);
  expect([begun, await kept()]).toEqual([1, [1, 2, 3]]);
});

test('what is wrong with one of them is no matter of the others, and nothing of it is kept', async () => {
  await writer.together(give(2));
  const both = async (one: Connection) => [await give(7)(one), await give(2)(one)];
  const results = await Promise.allSettled([writer.together(give(1)), writer.together(both), writer.together(give(3))]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await kept()).toEqual([1, 2, 3]);
});

test('where there is no database, all hear of it, and nobody tries once more', async () => {
  let tried = 0;
  const gone = async () => {
    tried += 1;
    throw Object.assign(new Error('SQLITE_FULL'), { code: 'SQLITE_FULL' });
  };
  const results = await Promise.allSettled([writer.together(gone), writer.together(give(1)), writer.together(give(2))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect([tried, await kept()]).toEqual([1, []]);
});

describe('scripts', () => {
  const add = { sql: 'INSERT INTO given SELECT value FROM json_each($1)', parameters: ['[]'] };
  const adding = (...numbers: number[]) => ({ ...add, parameters: [JSON.stringify(numbers)] });
  const removing = (...numbers: number[]) => ({
    sql: 'DELETE FROM given WHERE n IN (SELECT value FROM json_each($1))',
    parameters: [JSON.stringify(numbers)],
  });

  test('a script does its statements in their order, all of them or none', async () => {
    await writer.script([adding(1, 2), removing(2), adding(3)]);
    expect(await kept()).toEqual([1, 3]);
    await expect(writer.script([adding(4), removing(1), adding(3)])).rejects.toThrow(/UNIQUE/);
    expect(await kept()).toEqual([1, 3]);
  });

  test('scripts that wait at the same time are one statement; where one is wrong, the others are done all the same', async () => {
    const run = vi.spyOn(connection, 'run');
    await Promise.all([1, 2, 3].map((n) => writer.script([adding(n)])));
    expect(run).toHaveBeenCalledTimes(1);
    const results = await Promise.allSettled([4, 2, 5].map((n) => writer.script([adding(n)])));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await kept()).toEqual([1, 2, 3, 4, 5]);
  });

  test('where there is no database, all hear of it, and nobody tries once more', async () => {
    const gone = vi
      .spyOn(connection, 'run')
      .mockRejectedValue(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }));
    const results = await Promise.allSettled([1, 2, 3].map((n) => writer.script([adding(n)])));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(gone).toHaveBeenCalledTimes(1);
  });

  test('any text goes through as it is', async () => {
    await connection.exec('CREATE TABLE word (text TEXT)');
    const sql = 'INSERT INTO word SELECT value FROM json_each($1)';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), async (words) => {
        await writer.script([{ sql: 'DELETE FROM word WHERE $1 IS NULL OR true', parameters: [null] }]);
        await writer.script([{ sql, parameters: [JSON.stringify(words)] }]);
        const rows = await connection.all<{ text: string }>('SELECT text FROM word ORDER BY rowid');
        expect(rows.map(({ text }) => text)).toEqual(words);
      }),
      { numRuns: 100 },
    );
  });
});
