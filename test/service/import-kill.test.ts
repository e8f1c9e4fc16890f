import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../../src/disclosure/audit/audit.js';
import type { Cursor } from '../../src/domain/disclosure/record.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';

const yibo = fileURLToPath(new URL('../../src/yibo.js', import.meta.url));
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

async function whenLoading(store: Store, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    if ((await store.publications.list({ state: 'loading', limit: 1 })).length > 0) return;
    await pause(2);
  }
}

test('an import killed at twenty random moments, then done again, leaves the same database', {
  timeout: 180_000,
}, async () => {
  const [code] = await once(importInto('clean'), 'exit');
  expect(code).toBe(0);
  const clean = await openStore(urlOf('clean'));
  const expected = await checksum(clean);
  await clean.close();
  expect(expected.versions).toBe(rows);

  const store = await openStore(urlOf('killed'));
  await store.migrate();
  let brokenOff = 0;
  for (let kill = 0; kill < 20; kill++) {
    const child = importInto('killed');
    const ended = once(child, 'exit');
    await whenLoading(store, child);
    await pause(Math.random() * 350);
    child.kill('SIGKILL');
    await ended;
    const left = await store.publications.list({ limit: 9 });
    if (left.some(({ state }) => state === 'loading')) brokenOff++;
    // Never half: all of it is public, or nothing.
    const found = await checksum(store);
    expect([0, rows]).toContain(found.versions);
    expect(found.versions).toBe(left.some(({ state }) => state === 'published') ? rows : 0);
  }
  expect(brokenOff).toBeGreaterThan(0);

  const [again] = await once(importInto('killed'), 'exit');
  expect(again).toBe(0);
  expect(await checksum(store)).toEqual(expected);
  expect((await store.publications.list({ limit: 9 })).map(({ state }) => state)).toEqual(['published']);
  expect((await audit({ store: store.publications })).broken).toBeNull();
  await store.close();
});
