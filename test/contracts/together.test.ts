import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
