import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sqlite3 from 'sqlite3';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../../src/disclosure/audit/audit.js';
import type { Cursor } from '../../src/domain/disclosure/record.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { until } from '../until.js';

const yibo = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-import-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = 30_000;
const file = join(folder, 'consignments.csv');
const lines = ['declaration_no,registration_no,enterprise_name,goods,inspection_category'];
for (let n = 0; n < rows; n++) lines.push(`1200001${String(n).padStart(8, '0')},1101960H79,示例公司${n % 90},大豆,13`);
writeFileSync(file, `${lines.join('\n')}\n`);

const urlOf = (name: string) => `sqlite:${join(folder, `${name}.db`)}`;

function importInto(name: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: urlOf(name), NODE_ENV: '', YIBO_CLOCK: '2016-10-21T10:00:00+08:00' };
  return spawn(process.execPath, [yibo, 'import', 'consignments', file], { env, stdio: 'ignore' });
}

/** A checksum over every published version, in order: what each says, where it stood, and its hash. */
async function checksum(store: Store): Promise<{ versions: number; sum: string }> {
  const sum = createHash('sha256');
  let versions = 0;
  let after: Cursor | undefined;
  for (;;) {
    const request = { dataset: 'consignments', limit: 5000, which: 'all' } as const;
    const page = await store.records.scan(after ? { ...request, after } : request);
    for (const { id, line, change, fields, hash, position } of page) {
      sum.update(JSON.stringify([position, line, id, change, fields, hash]));
    }
    versions += page.length;
    const last = page.at(-1);
    if (!last) return { versions, sum: sum.digest('hex') };
    after = { position: last.position, line: last.line };
  }
}

/** A database into which an import is to be broken off, and what can be seen of it from outside. */
async function openTarget(name: string) {
  const store = await openStore(urlOf(name));
  await store.migrate();
  const outside = new sqlite3.Database(join(folder, `${name}.db`), sqlite3.OPEN_READONLY);
  const written = () =>
    new Promise<number>((resolve, reject) =>
      outside.get<{ n: number }>('SELECT count(*) AS n FROM version', (error, row) =>
        error ? reject(error) : resolve(row.n),
      ),
    );
  const close = async () => {
    await new Promise<void>((resolve) => outside.close(() => resolve()));
    await store.close();
  };
  return { name, store, written, close };
}

test('an import killed at twenty random moments, then done again, leaves the same database', async () => {
  const [code] = await once(importInto('clean'), 'exit');
  expect(code).toBe(0);
  const clean = await openStore(urlOf('clean'));
  const expected = await checksum(clean);
  await clean.close();
  expect(expected.versions).toBe(rows);

  let target = await openTarget('killed-0');
  let brokenOff = 0;
  for (let kill = 1; kill <= 20; kill++) {
    const { store } = target;
    const child = importInto(target.name);
    const ended = once(child, 'exit');
    // By how far it is, not by the clock; a few at its very end, while it makes public what it has written.
    const moment = Math.min(rows, Math.random() * rows * 1.1);
    const before = await target.written();
    let isCleared = before === 0;
    await until(async () => {
      const written = await target.written();
      isCleared ||= written < before;
      return child.exitCode !== null || (isCleared && written >= moment);
    });
    await pause(Math.random() * 20);
    child.kill('SIGKILL');
    await ended;
    const left = await store.publications.list({ limit: 9 });
    if (left.some(({ state }) => state === 'loading')) brokenOff++;
    // Never half: all of it is public, or nothing.
    const found = await checksum(store);
    expect([0, rows]).toContain(found.versions);
    const isPublic = left.some(({ state }) => state === 'published');
    expect(found.versions).toBe(isPublic ? rows : 0);
    if (!isPublic) continue;
    // Nothing more can be broken off there.
    expect(found).toEqual(expected);
    await target.close();
    target = await openTarget(`killed-${kill}`);
  }
  expect(brokenOff).toBeGreaterThan(0);

  const { store, name } = target;
  const [again] = await once(importInto(name), 'exit');
  expect(again).toBe(0);
  expect(await checksum(store)).toEqual(expected);
  expect((await store.publications.list({ limit: 9 })).map(({ state }) => state)).toEqual(['published']);
  expect((await audit({ store: store.publications })).broken).toBeNull();
  await target.close();
});
