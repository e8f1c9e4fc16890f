import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { expect, test } from 'vitest';
import { audit } from '../../src/disclosure/audit/audit.js';
import { openStore } from '../../src/store/open.js';

const name = '0001-first.sql';
const first = readFileSync(new URL(`../../src/database/sqlite/migrations/${name}`, import.meta.url), 'utf8');

test('what was imported before there were releases is public in the first of them, with its keys; samples are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yibo-carry-'));
  const file = join(folder, 'old.db');
  const old = new sqlite3.Database(file);
  const exec = (sql: string) =>
    new Promise<void>((resolve, reject) => old.exec(sql, (error) => (error ? reject(error) : resolve())));
  await exec(first);
  await exec('CREATE TABLE migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)');
  await exec(`INSERT INTO migration VALUES ('${name}', '${createHash('sha256').update(first).digest('hex')}', 1)`);
  await exec(`INSERT INTO record VALUES
    ('wines', 'A1', 0, '{"bottle_code":"A1","name":"酒 \\"一\\""}'), ('wines', 'A2', 0, '{"bottle_code":"A2","name":"二"}'),
    ('wines', 'S1', 1, '{"bottle_code":"S1","name":"示例"}'), ('vehicles', 'V1', 0, '{"vin":"V1"}'), ('x', 'S2', 1, '{}')`);
  await exec("INSERT INTO record_key VALUES ('wines', 'bottle_code_keypad', '21', 'A1')");
  await new Promise((resolve) => old.close(resolve));

  const store = await openStore(`sqlite:${file}`);
  await store.migrate();
  expect((await store.records.get('wines', 'A1'))?.fields).toEqual({ bottle_code: 'A1', name: '酒 "一"' });
  expect((await store.records.findByKey('wines', 'bottle_code_keypad', '21', 9)).map(({ id }) => id)).toEqual(['A1']);
  expect([await store.records.count('wines'), await store.records.count('vehicles')]).toEqual([2, 1]);
  expect(await store.records.get('wines', 'S1')).toBeNull();
  expect(await audit({ store: store.publications })).toMatchObject({ releases: 2, versions: 3, broken: null });
  await store.close();
  await rm(folder, { recursive: true });
});
