import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { outcome, type PostgresFixture, usePostgres } from './postgres-fixtures.js';

/** The lines to the server that go through {@link throughLine}, so that they can be cut. */
const lines = new Set<Socket>();
let line: Server | null = null;

/** @returns the address of the same database by way of a line of ours */
async function throughLine(url: string): Promise<string> {
  const { port } = new URL(url);
  line = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    client.pipe(upstream).pipe(client);
    for (const end of [client, upstream]) end.on('error', () => undefined);
    lines.add(client);
    client.on('close', () => upstream.destroy());
  });
  await once(line.listen(0, '127.0.0.1'), 'listening');
  return url.replace(`:${port}/`, `:${(line.address() as AddressInfo).port}/`);
}

function breakLines(): void {
  for (const one of lines) one.resetAndDestroy();
}

async function cutByServer(db: PostgresFixture): Promise<void> {
  await db.endConnections("wait_event_type = 'Lock'");
}

describe('the connections to PostgreSQL', () => {
  const db = usePostgres();
  afterEach(() => {
    breakLines();
    line?.close();
  });

  test('connections that are cut while nobody uses them are replaced', async () => {
    await db.store.conversations.commit(outcome('call:1', 1, 'd'));
    await db.endConnections();
    expect((await db.store.conversations.take('call:1', 'd')).answered?.body).toBe('d');
    await db.endConnections();
    expect(await db.store.conversations.commit(outcome('call:1', 2, 'e'))).toBe('committed');
  });

  test.each([
    ['the server ends its connection', () => cutByServer(db)],
    ['its line breaks', () => breakLines()],
  ])('a query is asked again when %s', async (_, cut) => {
    await db.store.conversations.commit(outcome('call:1', 1, 'd'));
    const store = await openStore(await throughLine(db.url));
    const holder = new pg.Client(db.url);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE turn IN ACCESS EXCLUSIVE MODE');
    const taking = store.conversations.take('call:1', 'd');
    await db.untilSomebodyWaits();
    await cut();
    await holder.end();
    expect((await taking).answered?.body).toBe('d');
    await store.close();
  });

  test.each([
    ['a wrong password', (good: string) => good.replace(/:[^:@]*@/, ':wrong-secret@'), /password is wrong/],
    ['an unknown database', (good: string) => good.replace(/[^/]*$/, 'nowhere'), /no such database.*CREATE DATABASE/],
    ['no server', () => 'postgres://yibo:wrong-secret@127.0.0.1:9/x', /127\.0\.0\.1:9\/x.*nothing listens there/],
    ['an unknown host', () => 'postgres://yibo:wrong-secret@nowhere.invalid/x', /nowhere\.invalid.*host/],
    ['a password with signs', () => 'postgres://yibo:wrong-secret#@host/x', /no address.*%23/],
  ])('%s is told, with what to look at and without the password', async (_, change, message) => {
    const error = await openStore(change(db.url)).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(message);
    expect(`${error?.message} ${error?.stack}`).not.toContain('wrong-secret');
  });

  test('a database that cannot hold every character is refused', async () => {
    await db.console.query("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    const latin = await openStore(db.server.url('latin'));
    await expect(latin.migrate()).rejects.toThrow('LATIN1, and needs UTF8');
    await latin.close();
  });
});
