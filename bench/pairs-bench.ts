import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../src/disclosure/lookups/ask.js';
import { progress } from '../src/disclosure/lookups/progress.js';
import type { Store } from '../src/domain/store.js';
import { startPostgres } from '../test/postgres-server.js';
import { type Filled, fill } from './lookup-bench.js';
import { declarationNo, registrationNo } from './made-up-files.js';
import { median } from './median.js';

const consignments = 5_000;
const pairs = 4_000;
const warmUp = 500;
/** How much longer one may take than the other: less than what a network adds and takes away. */
const bar = 1.1;

/** Measures a declaration that is unknown beside one that is another owner's, on both databases. @returns whether time tells nobody which it was */
export async function pairsBench(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-bench-'));
  const postgres = await startPostgres({ durable: true });
  try {
    let isMet = true;
    for (const [name, url] of [
      ['SQLite', `sqlite:${join(folder, 'pairs.db')}`],
      ['PostgreSQL', await postgres.createDatabase()],
    ] as const) {
      const filled = await fill(folder, url, consignments);
      isMet = (await compare(name, filled)) && isMet;
      await filled.store.close();
    }
    return isMet;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function compare(name: string, { store }: Filled): Promise<boolean> {
  const times = { unknown: [] as number[], anothers: [] as number[] };
  for (let n = 0; n < pairs; n++) {
    // One after the other, so that both meet the same noise; in turn first.
    const kinds = n % 2 === 0 ? (['unknown', 'anothers'] as const) : (['anothers', 'unknown'] as const);
    for (const kind of kinds) times[kind].push(await microseconds(store, kind === 'unknown' ? consignments : 0));
  }
  // The first ones fill the caches.
  const [one, other] = [median(times.unknown.slice(warmUp)), median(times.anothers.slice(warmUp))];
  const ratio = Math.max(one, other) / Math.min(one, other);
  const isMet = ratio <= bar;
  console.log(
    `${name}: an unknown declaration takes ${one.toFixed(0)} µs, another owner's ${other.toFixed(0)} µs: ` +
      `ratio ${ratio.toFixed(2)} (bar ${bar})  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}

/** @param from the declaration to begin with: those from `consignments` on are unknown; the owner is never the one it has */
async function microseconds(store: Store, from: number): Promise<number> {
  const which = from + Math.floor(Math.random() * consignments);
  const answers = { declarationNo: declarationNo(which), registrationNo: registrationNo(which + 1) };
  const startedAt = performance.now();
  const finding = await ask(progress, store.records, { answers, letters: true });
  const tookUs = (performance.now() - startedAt) * 1000;
  if (finding.kind !== 'unknown') throw new Error(`${answers.declarationNo} was told to another owner`);
  return tookUs;
}
