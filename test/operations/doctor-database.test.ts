import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { subjectOf } from '../../src/commands/doctor-subject.js';
import { change, database, examine, root, secrets } from './examine.js';
import { temporaryFolder } from './fixtures.js';

test('a migration that was edited, and one that is not known here', async () => {
  const edited = await database();
  await change(edited, "UPDATE migration SET sha256 = 'x' WHERE name LIKE '0001%'");
  const first = await examine({ DATABASE_URL: `sqlite:${edited}` });
  expect(first.line('migrations')).toMatch(/^✗ .*0001-first\.sql was edited after it was applied\. Put it back/);

  const newer = await database();
  await change(newer, "INSERT INTO migration VALUES ('0099-later.sql', 'x', 1)");
  const second = await examine({ DATABASE_URL: `sqlite:${newer}` });
  expect(second.line('migrations')).toMatch(/^✗ .*0099-later\.sql\. Run the newer version/);
});

test('a database of another program', async () => {
  const file = join(temporaryFolder(), 'other.db');
  await change(file, 'CREATE TABLE song (title TEXT)');
  const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(line('migrations')).toMatch(/^✗ .*tables of another program\. Name another database in DATABASE_URL/);
});

test('a file that is no database', async () => {
  const file = join(temporaryFolder(), 'yibo.db');
  writeFileSync(file, 'this is a text of more than a hundred bytes '.repeat(100));
  const { line, marks } = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(line('database')).toMatch(/^✗ .*file is not a database\. Restore the newest backup/);
  expect(marks).toMatchObject({ migrations: 'skipped', integrity: 'skipped' });
});

test('a damaged page', async () => {
  const file = await database();
  const bytes = readFileSync(file);
  // The long content lies at the end, in pages of its own.
  writeFileSync(file, bytes.fill(0xff, bytes.length - 20 * 4096));
  const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(line('integrity')).toMatch(/^✗ .*(table|index) content_version.*damaged[\s\S]*Restore the newest backup/);
});

test('a database that cannot be written to', async () => {
  const DATABASE_URL = `sqlite:${await database()}`;
  const { inspect } = subjectOf({ DATABASE_URL }, root);
  const readOnly = 'this user may not write to the file. Run as the user who owns it.';
  const { line } = await examine({ DATABASE_URL }, { inspect: async () => ({ ...(await inspect()), readOnly }) });
  expect(line('database')).toMatch(/^✗ .*may not write to the file\. Run as the user who owns it\. Do as it says/);
});

test('a database that others can read, in production', async () => {
  const file = await database();
  chmodSync(file, 0o644);
  const env = { DATABASE_URL: `sqlite:${file}`, NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://yibo.invalid' };
  expect((await examine({ ...env, ...secrets })).line('database')).toMatch(
    /^! .*others on this machine .* chmod 600 \//,
  );
  expect((await examine({ DATABASE_URL: `sqlite:${file}` })).line('database')).toMatch(/^✓/);
});

test('an import that was broken off', async () => {
  const file = await database();
  await change(file, "UPDATE release SET state = 'loading' WHERE state = 'draft'");
  const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(line('imports')).toMatch(
    /^! .*release 2 \(wines, w\.csv\) has been loading since .*the next import clears it/,
  );
});

test('a disk that fills up', async () => {
  const file = await database();
  const free = async (bytes: number, size = 1e6) => {
    const { inspect } = subjectOf({ DATABASE_URL: `sqlite:${file}` }, root);
    const change = { freeBytes: async () => bytes, inspect: async () => ({ ...(await inspect()), bytes: size }) };
    return (await examine({ DATABASE_URL: `sqlite:${file}` }, change)).line('disk');
  };
  expect(await free(99e6)).toMatch(/^✗ .*99\.0 MB are free .*Make room/);
  expect(await free(999e6)).toMatch(/^! .*less than 1 GB/);
  expect(await free(5e9)).toMatch(/^✓/);
  expect(await free(5e9, 2.6e9)).toMatch(/^! .*less than twice the database \(2\.6 GB\)/);
});
