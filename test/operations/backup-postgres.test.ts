import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeBackup } from '../../src/operations/backup/write.js';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { fill, migrations, now, openedStore, temporaryFolder } from './fixtures.js';

const yibo = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  const store = await openedStore(join(folder, 'first.db'));
  await fill(store);
  await writeBackup({ file: join(folder, 'b.gz'), chunks: store.archive.dump(), createdAt: now, migrations });
});

function run(url: string, ...words: string[]) {
  const env = { ...process.env, NODE_ENV: '', DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [yibo, ...words], {
    ...{ env, encoding: 'utf8', cwd: folder },
  });
  return { code: status, out: stdout, err: stderr };
}

test('what a restore into PostgreSQL advises is done on the server', async () => {
  const url = await server.createDatabase();
  expect(run(url, 'restore', 'b.gz')).toMatchObject({ code: 0, err: '' });
  const again = run(url, 'restore', 'b.gz');
  expect([again.code, again.out]).toEqual([1, '']);
  expect(again.err).toMatch(
    /is not empty, and a restore replaces nothing\. Make a new one on the server \(CREATE DATABASE/,
  );
  expect(again.err).not.toContain('sqlite:');
  await server.dropDatabase(url);
});

test('a database that may only be read is refused before a restore, and said to be so by every command', async () => {
  const url = await server.createDatabase();
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  onTestFinished(async () => {
    await client.query(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
    await client.end();
    await server.dropDatabase(url);
  });
  expect(run(url, 'restore', 'b.gz')).toMatchObject({
    code: 1,
    err: expect.stringContaining('transactions only read'),
  });
  const ran = run(url, 'releases');
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(
    /^yibo releases: the database .*\/\w+ may only be read\. Name the primary in DATABASE_URL.*\[25006\]\n$/,
  );
  expect(ran.err).not.toContain(new URL(url).password);
});

test('a backup of PostgreSQL is restored as it is written', async () => {
  const url = await server.createDatabase();
  const store = await openStore(url);
  await store.migrate();
  await fill(store);
  await store.close();
  expect(run(url, 'backup', 'p.gz').code).toBe(0);
  expect(run(`sqlite:${join(folder, 'second.db')}`, 'restore', 'p.gz').code).toBe(0);
  await server.dropDatabase(url);
});
