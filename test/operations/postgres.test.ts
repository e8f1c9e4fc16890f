import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { examinerOf, inspectDatabase } from '../../src/database/inspect.js';
import type { Store } from '../../src/domain/store.js';
import { BackupReader } from '../../src/operations/backup/read.js';
import { writeBackup } from '../../src/operations/backup/write.js';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { everything, fill, now, openedStore, temporaryFolder } from './fixtures.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

async function onPostgres(): Promise<{ url: string; store: Store }> {
  const url = await server.createDatabase();
  const store = await openStore(url);
  onTestFinished(async () => {
    await store.close();
    await server.dropDatabase(url);
  });
  return { url, store };
}

async function carry(from: Store, file: string, to: Store): Promise<void> {
  await writeBackup({ file, chunks: from.archive.dump(), createdAt: now, migrations: [] });
  await to.archive.load(new BackupReader(file).chunks());
}

test('a backup moves everything from SQLite to PostgreSQL, and back', async () => {
  const folder = temporaryFolder();
  const sqlite = await openedStore(join(folder, 'first.db'));
  await fill(sqlite);
  const { store: postgres } = await onPostgres();
  await postgres.migrate();
  await carry(sqlite, join(folder, 'there.jsonl.gz'), postgres);
  const back = await openedStore(join(folder, 'second.db'));
  await carry(postgres, join(folder, 'back.jsonl.gz'), back);
  expect(await everything(back.archive)).toEqual(await everything(sqlite.archive));
});

test('what was moved goes on: the next release and the next case have the next numbers', async () => {
  const sqlite = await openedStore(join(temporaryFolder(), 'first.db'));
  await fill(sqlite);
  const { store: postgres } = await onPostgres();
  await postgres.migrate();
  await carry(sqlite, join(temporaryFolder(), 'there.jsonl.gz'), postgres);
  expect(await postgres.cases.nextNumber('20161021')).toBe(await sqlite.cases.nextNumber('20161021'));
  const [newest] = await postgres.publications.list({ limit: 1 });
  const begun = { ...newest, header: newest?.header ?? [], columns: newest?.columns ?? [] };
  expect(await postgres.publications.begin(begun as Parameters<typeof postgres.publications.begin>[0])).toBe(3);
});

test('retention is foreseen and noted as on SQLite', async () => {
  const { store } = await onPostgres();
  await store.migrate();
  await fill(store);
  const foreseen = store.forgetful.map(async (one) => [one.kind, await one.count(now + 1)]);
  expect(Object.fromEntries(await Promise.all(foreseen))).toMatchObject({
    answers: 1,
    conversations: 2,
    'case-persons': 1,
    unanswered: 1,
  });
  await store.retention.log({ ranAt: now + 1, rule: 'answers', cutoff: now, removed: 1 });
  await store.retention.log({ ranAt: now + 1, rule: 'answers', cutoff: now, removed: 2 });
  expect((await store.retention.list(10)).map(({ removed }) => removed)).toEqual([2, 7]);
});

test('looking at a database changes nothing, and says what the next start will do', async () => {
  const { url, store } = await onPostgres();
  const fresh = await inspectDatabase(url);
  expect(fresh).toMatchObject({ exists: true, isEmpty: true, applied: [], misfit: null, readOnly: null, file: null });
  expect(fresh.pending[0]).toBe('0001-first.sql');
  expect(fresh.place).toMatch(/^127\.0\.0\.1:\d+\/yibo_\d+ \(PostgreSQL\)$/);
  await store.migrate();
  expect(await inspectDatabase(url)).toMatchObject({ pending: [], applied: fresh.pending, isEmpty: true });
  await fill(store);
  const filled = await inspectDatabase(url);
  expect(filled).toMatchObject({ isEmpty: false, loading: [] });
  expect(filled.bytes).toBeGreaterThan(1e6);
  expect(await (await examinerOf(url)).findDamage({ isThorough: true })).toBeNull();
});

test('whoever may not write is told so, and whoever is not let in too', async () => {
  const { url, store } = await onPostgres();
  await store.migrate();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`ALTER ROLE CURRENT_USER SET default_transaction_read_only = on`);
  onTestFinished(async () => {
    await client.query('ALTER ROLE CURRENT_USER RESET default_transaction_read_only');
    await client.end();
  });
  expect((await inspectDatabase(url)).readOnly).toContain('default_transaction_read_only');
  await expect(inspectDatabase(url.replace(/\/yibo_\d+$/, '/nowhere'))).rejects.toThrow('there is no such database');
});

test('a standby is told apart from a primary', async () => {
  const { url, store } = await onPostgres();
  await store.migrate();
  const client = new pg.Client(url);
  await client.connect();
  // The server's own function is found behind ours: it says what a standby's would.
  await client.query(`CREATE FUNCTION public.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true';
    ALTER ROLE CURRENT_USER SET search_path = public, pg_catalog`);
  onTestFinished(async () => {
    await client.query('ALTER ROLE CURRENT_USER RESET search_path');
    await client.end();
  });
  const { readOnly } = await inspectDatabase(url);
  expect(readOnly).toBe('it is a standby, which only reads. Name the primary in DATABASE_URL.');
});
