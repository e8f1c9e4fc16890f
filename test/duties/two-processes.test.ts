import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

const program = fileURLToPath(new URL('./duty-process.js', import.meta.url));
const yibo = fileURLToPath(new URL('../../src/yibo.js', import.meta.url));

let server: PostgresServer;
let url: string;
let console: pg.Client;
let children: Map<string, ChildProcess>;

beforeAll(async () => {
  // Builds what the processes run, where it is older than the source.
  execFileSync(process.execPath, [yibo, '--help']);
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.createDatabase();
  const store = await openStore(url);
  await store.migrate();
  await store.close();
  console = new pg.Client(url);
  await console.connect();
  await console.query('CREATE TABLE done (no bigserial PRIMARY KEY, name text, what text, begun_at bigint)');
  children = new Map();
});
afterEach(async () => {
  await Promise.all([...children.keys()].map(kill));
  await console.end();
  await server.dropDatabase(url);
});

async function start(name: string, takesMs: number, periodMs: number): Promise<void> {
  const child = spawn(process.execPath, [program, url, name, String(takesMs), String(periodMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.set(name, child);
  await once(child.stdout, 'data');
}

/** `kill -9`: nothing can be given back. */
async function kill(name: string): Promise<void> {
  const child = children.get(name);
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

interface Done {
  readonly name: string;
  readonly what: 'begun' | 'ended';
  /** When the duty was begun, as its row says. */
  readonly at: number;
}

async function done(): Promise<readonly Done[]> {
  const sql = 'SELECT name, what, begun_at::float AS at FROM done ORDER BY no';
  return (await console.query<Done>(sql)).rows;
}

async function until(condition: (all: readonly Done[]) => boolean): Promise<readonly Done[]> {
  for (;;) {
    const all = await done();
    if (condition(all)) return all;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('two processes on one PostgreSQL do a duty once in each period, one at a time', async () => {
  const periodMs = 1_500;
  await Promise.all([start('one', 200, periodMs), start('other', 200, periodMs)]);
  const all = await until((so) => so.length >= 12);
  all.forEach(({ name, what }, place) => {
    expect(what).toBe(place % 2 === 0 ? 'begun' : 'ended');
    if (what === 'ended') expect(name).toBe(all[place - 1]?.name);
  });
  const begun = all.filter(({ what }) => what === 'begun');
  begun.slice(1).forEach(({ at }, place) => {
    expect(at - (begun[place]?.at ?? 0)).toBeGreaterThanOrEqual(periodMs);
  });
}, 60_000);

test('when the one that holds the lease is killed, the other takes over within a minute, once', async () => {
  await Promise.all([start('one', 3_000, 3_600_000), start('other', 3_000, 3_600_000)]);
  const [first] = await until((so) => so.length === 1);
  await kill(first?.name ?? '');
  const killedAt = Date.now();
  const [, second, last] = await until((so) => so.length === 3);
  expect(second).toMatchObject({ what: 'begun', name: first?.name === 'one' ? 'other' : 'one' });
  expect((second?.at ?? 0) - killedAt).toBeLessThan(60_000);
  expect(last).toMatchObject({ what: 'ended', name: second?.name });
  // It was done in this period: whoever comes now does not do it again.
  await start('third', 0, 3_600_000);
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(await done()).toHaveLength(3);
}, 120_000);
