import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { until } from '../until.js';

const program = fileURLToPath(new URL('./duty-process.js', import.meta.url));
const yibo = fileURLToPath(new URL('../../src/yibo.js', import.meta.url));

let server: PostgresServer;
let url: string;
let console: pg.Client;
let children: Map<string, Child>;

interface Child {
  readonly process: ChildProcess;
  /** What it has told, a word a line. */
  told: string;
}

beforeAll(async () => {
  // Builds what the processes run, where it is older than the source.
  execFileSync(execPath, [yibo, '--help']);
  server = await startPostgres();
});
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

/** @param takes how long the duty takes, in ms; `long`: until it is told to end */
async function start(name: string, takes: number | 'long', periodMs: number): Promise<Child> {
  const process = spawn(execPath, [program, url, name, String(takes), String(periodMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const child: Child = { process, told: '' };
  children.set(name, child);
  process.stdout.on('data', (part) => {
    child.told += String(part);
  });
  await until(() => child.told.includes('ready'));
  return child;
}

/** `kill -9`: nothing can be given back. */
async function kill(name: string): Promise<void> {
  const child = children.get(name)?.process;
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

/** How long the duty is still kept for who has it; null: nobody has. */
async function heldForMs(): Promise<number | null> {
  const sql = "SELECT held_until - extract(epoch FROM clock_timestamp()) * 1000 AS ms FROM duty WHERE name = 'count'";
  const ms = (await console.query<{ ms: string | null }>(sql)).rows[0]?.ms ?? null;
  return ms === null ? null : Number(ms);
}

async function done(): Promise<readonly Done[]> {
  const sql = 'SELECT name, what, begun_at::float AS at FROM done ORDER BY no';
  return (await console.query<Done>(sql)).rows;
}

/** Waits until there are so many notes. */
const untilNoted = (count: number) =>
  until(async () => {
    const all = await done();
    return all.length >= count && all;
  });

test('two processes on one PostgreSQL do a duty once in each period, one at a time', async () => {
  const periodMs = 1_500;
  await Promise.all([start('one', 200, periodMs), start('other', 200, periodMs)]);
  const all = await untilNoted(12);
  all.forEach(({ name, what }, place) => {
    expect(what).toBe(place % 2 === 0 ? 'begun' : 'ended');
    if (what === 'ended') expect(name).toBe(all[place - 1]?.name);
  });
  const begun = all.filter(({ what }) => what === 'begun');
  begun.slice(1).forEach(({ at }, place) => {
    expect(at - (begun[place]?.at ?? 0)).toBeGreaterThanOrEqual(periodMs);
  });
});

test('when the one that holds the lease is killed, the other takes over when it has run out, once', async () => {
  await Promise.all([start('one', 'long', 3_600_000), start('other', 'long', 3_600_000)]);
  const [first] = await untilNoted(1);
  await kill(first?.name ?? '');
  // How long the others wait at most: when they look, and within what time that is, `duties.test.ts` knows by its own clock.
  expect(await heldForMs()).toBeLessThanOrEqual(20_000);
  const other = children.get(first?.name === 'one' ? 'other' : 'one');
  const [, second] = await untilNoted(2);
  expect(second).toMatchObject({ what: 'begun', name: first?.name === 'one' ? 'other' : 'one' });
  other?.process.stdin?.write('end\n');
  const [, , last] = await untilNoted(3);
  expect(last).toMatchObject({ what: 'ended', name: second?.name });
  await until(async () => (await heldForMs()) === null);
  // It was done in this period: whoever comes now does not do it again.
  const third = await start('third', 0, 3_600_000);
  await until(() => third.told.includes('refused'));
  expect(await done()).toHaveLength(3);
});
