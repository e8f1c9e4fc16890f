import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { type Waits, waitsDuring } from './callers.js';
import { type ServiceTarget, startAlwaysOpen } from './production.js';
import { Probe, type Scenario } from './scenario.js';
import { inTemporaryFolder } from './temporary-folder.js';
import { wholeCall } from './whole-call.js';

/** What callers may wait, against when nothing else goes on. */
const barTimes = 2;
const quietMs = 8_000;
const answersToRemove = 600_000;
const attackMs = 15_000;
const attacksPerSecond = 100;

/**
 * Measures how long callers wait while something else goes on: bodies that nobody signed arrive, old answers are removed, content is learnt.
 * @returns whether half of the answers take at most twice as long as when nothing else goes on
 */
export function besideBench(connections: number): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'bench.db');
    // The first start makes the database.
    await (await startAlwaysOpen(folder)).stop();
    await fill(file, answersToRemove);
    const service = await startAlwaysOpen(folder);
    try {
      const scenario = await wholeCall(new Probe(service.origin));
      const during = (what: Promise<unknown>): Promise<Waits> =>
        waitsDuring(service.origin, scenario, connections, what);
      // Retention begins a few seconds after the start.
      const whileRemoving = await during(untilRemoved(file));
      const others: readonly Other[] = [
        ['600,000 answers are removed', whileRemoving],
        [`${attacksPerSecond} unsigned bodies of 64 kB a second arrive`, await during(unsignedBodies(service.origin))],
        ['content is learnt', await during(learn(service, folder))],
      ];
      return print(await quiet(service, scenario, connections), others);
    } finally {
      await service.stop();
    }
  });
}

type Other = readonly [what: string, waits: Waits];

function quiet(service: ServiceTarget, scenario: Scenario, connections: number): Promise<Waits> {
  return waitsDuring(service.origin, scenario, connections, pause(quietMs));
}

function print(alone: Waits, others: readonly Other[]): boolean {
  const row = (what: string, { answers, p50Ms, p99Ms }: Waits): string =>
    `  ${what.padEnd(46)}${answers.toLocaleString('en-US').padStart(9)}${p50Ms.toFixed(2).padStart(9)} ms${p99Ms.toFixed(1).padStart(9)} ms`;
  console.log(`callers while                                     answers         p50         p99`);
  console.log(row('nothing else goes on', alone));
  const met = others.map(([what, waits]) => {
    const times = waits.p50Ms / alone.p50Ms;
    console.log(
      `${row(what, waits)}  p50 ${times.toFixed(2)} times (bar ${barTimes})  ${times <= barTimes ? 'met' : 'NOT met'}`,
    );
    return times <= barTimes;
  });
  console.log('');
  return met.every((isMet) => isMet);
}

/** Conversations of two days ago whose answers nobody can ask for again: ten of each may go, the last one stays. */
async function fill(file: string, answers: number): Promise<void> {
  const body = 'x'.repeat(600);
  const state = JSON.stringify({ filler: 'x'.repeat(400) });
  const at = Date.now() - 2 * 24 * 3_600_000;
  await sql(
    file,
    `
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${(answers / 10) * 11 - 1})
    INSERT INTO turn (conversation_id, revision, delivery_id, at, content_type, body, state)
    SELECT 'old:' || (i / 11), i % 11 + 1, 'old:' || i, ${at} + i % 1000, 'text/xml', '${body}', '${state}' FROM n;
    COMMIT;`,
  );
}

async function untilRemoved(file: string): Promise<void> {
  const before = Date.now() - 24 * 3_600_000;
  for (;;) {
    const [row] = await sql(file, `SELECT count(*) AS n FROM turn WHERE at < ${before}`);
    const left = (row?.n ?? 0) - answersToRemove / 10;
    if (left <= 0) return;
    console.error(`  ${left.toLocaleString('en-US')} answers left to remove`);
    await pause(5_000);
  }
}

function sql(file: string, statement: string): Promise<readonly { readonly n?: number }[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file);
    database.configure('busyTimeout', 60_000);
    const done = (error: Error | null, rows: { n?: number }[]): void => {
      database.close(() => (error ? reject(error) : resolve(rows)));
    };
    if (statement.startsWith('SELECT')) database.all(statement, done);
    else database.exec(statement, (error) => done(error, []));
  });
}

/** Bodies as large as were once parsed before anybody asked who had sent them, for both channels in turn. */
async function unsignedBodies(origin: string): Promise<void> {
  const encrypted = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${randomBytes(48_000).toString('base64')}]]></Encrypt></xml>`;
  const form = `Digits=1&${'a=b&'.repeat(16_000)}`;
  const bodies = [
    ['/wechat/official?encrypt_type=aes&timestamp=1&nonce=2&msg_signature=3', 'text/xml', encrypted],
    ['/phone/twilio/voice', 'application/x-www-form-urlencoded', form],
  ] as const;
  const underWay: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let sent = 0; performance.now() - startedAt < attackMs; sent++) {
    const [path, type, body] = bodies[sent % 2] ?? bodies[0];
    const headers = { 'Content-Type': type };
    // Some are cut off before they have been read, which is as good as a refusal.
    underWay.push(fetch(origin + path, { method: 'POST', headers, body }).then(refused, () => undefined));
    await pause(Math.max(0, startedAt + ((sent + 1) * 1000) / attacksPerSecond - performance.now()));
  }
  await Promise.all(underWay);
}

async function refused(response: Response): Promise<void> {
  await response.text();
  if (response.ok) throw new Error('an unsigned body was taken');
}

/** Somebody adds a saying; done when it is in force. */
async function learn(service: ServiceTarget, folder: string): Promise<void> {
  const file = join(folder, 'content/intents/food/cross-border-food.yaml');
  const before = readFileSync(file, 'utf8');
  const changed = before.replace(
    /sayings: \|\n(\s+)/,
    (all, indent: string) => `${all}跨境买的奶粉到底归谁管呀\n${indent}`,
  );
  if (changed === before) throw new Error(`${file} has no sayings to add to`);
  const inForce = service.untilSaid('content changed');
  writeFileSync(file, changed);
  await inForce;
}
