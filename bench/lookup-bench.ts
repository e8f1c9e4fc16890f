import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sqliteFile } from '../src/database/address.js';
import { ask } from '../src/disclosure/lookups/ask.js';
import { progress } from '../src/disclosure/lookups/progress.js';
import type { Store } from '../src/domain/store.js';
import { importFile } from '../src/importing/import-file.js';
import { loadDatasets } from '../src/schemas/schema.js';
import { installation } from '../src/service/installation.js';
import { openStore } from '../src/store/open.js';
import { startPostgres } from '../test/postgres-server.js';
import { declarationNo, registrationNo, writeConsignments, writeEvents } from './made-up-files.js';
import { median } from './median.js';

const bar = 1.3;
const lookupsPerRound = 4_000;
const rounds = 7;

/** A database with that many consignments, each with a step. */
export interface Filled {
  readonly store: Store;
  readonly consignments: number;
}

/**
 * Measures a progress lookup among few and among many consignments, on both databases. Rounds of the two sizes take
 * turns, so that both meet the same noise.
 * @returns whether the bars are met
 */
export async function lookupBench(few: number, many: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-bench-'));
  // As on a server of its own for ten million records: what PostgreSQL takes unless told is meant for the smallest machine.
  const postgres = await startPostgres({ durable: true, settings: ['shared_buffers=2GB', 'max_wal_size=8GB'] });
  try {
    let isMet = true;
    const urls = {
      SQLite: async (size: number) => `sqlite:${join(folder, `${size}.db`)}`,
      PostgreSQL: () => postgres.createDatabase(),
    };
    for (const [name, urlFor] of Object.entries(urls)) {
      const small = await fill(folder, await urlFor(few), few);
      const large = await fill(folder, await urlFor(many), many);
      isMet = print(name, small, large, await compare(small, large)) && isMet;
      await Promise.all([small.store.close(), large.store.close()]);
    }
    return isMet;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

export async function fill(folder: string, url: string, consignments: number): Promise<Filled> {
  const store = await openStore(url);
  await store.migrate();
  const datasets = loadDatasets(installation().data);
  const terms = {
    madeBy: '压测',
    approvedBy: '示例',
    reason: '示例',
    legalBasis: '示例',
    source: '示例',
    fetchedAt: 0,
  };
  for (const [name, write] of [
    ['consignments', writeConsignments] as const,
    ['process-events', writeEvents] as const,
  ]) {
    const dataset = datasets.get(name);
    if (!dataset) throw new Error(`there is no dataset ${name}`);
    const file = join(folder, `${name}-${consignments}.csv`);
    if (!statSync(file, { throwIfNoEntry: false })) await write(file, consignments);
    const startedAt = performance.now();
    const request = { dataset, file, store: store.publications, terms, now: Date.now, sample: true };
    const { added, problems } = await importFile(request);
    if (added !== consignments) throw new Error(`only ${added} were taken: ${JSON.stringify(problems[0])}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`  ${added.toLocaleString('en-US')} ${name} loaded in ${seconds} s`);
  }
  await settle(url);
  return { store, consignments };
}

/**
 * Brings both databases to where they are some minutes after a load: PostgreSQL cleans up by itself then (autovacuum), and what
 * was just written is in the system's memory, where a machine that has been busy may have dropped it.
 */
export async function settle(url: string): Promise<void> {
  const file = sqliteFile(url);
  if (file !== null) {
    for await (const _ of createReadStream(file, { highWaterMark: 1_048_576 }));
    return;
  }
  const client = new pg.Client(url);
  await client.connect();
  await client.query('VACUUM (ANALYZE)');
  await client.end();
}

async function compare(small: Filled, large: Filled): Promise<{ small: number; large: number }> {
  const times = { small: [] as number[], large: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const one = await microsecondsPerLookup(small);
    const other = await microsecondsPerLookup(large);
    // The first round fills the caches.
    if (round === 0) continue;
    times.small.push(one);
    times.large.push(other);
  }
  return { small: median(times.small), large: median(times.large) };
}

/** Asks for consignments all over the range, one after the other, as every channel does. */
async function microsecondsPerLookup({ store, consignments }: Filled): Promise<number> {
  const startedAt = performance.now();
  for (let n = 0; n < lookupsPerRound; n++) {
    const which = Math.floor(Math.random() * consignments);
    const answers = { declarationNo: declarationNo(which), registrationNo: registrationNo(which) };
    const finding = await ask(progress, store.records, { answers, letters: true });
    if (finding.kind !== 'told' || finding.parts.length !== 1) {
      throw new Error(`${answers.declarationNo} was not found with its step`);
    }
  }
  return ((performance.now() - startedAt) * 1000) / lookupsPerRound;
}

function print(name: string, few: Filled, many: Filled, times: { small: number; large: number }): boolean {
  const ratio = times.large / times.small;
  const isMet = ratio <= bar;
  const shown = (size: Filled, time: number) =>
    `${time.toFixed(0)} µs among ${size.consignments.toLocaleString('en-US')}`;
  console.log(
    `${name}: a progress lookup takes ${shown(few, times.small)}, ${shown(many, times.large)}: ` +
      `ratio ${ratio.toFixed(2)} (bar ${bar})  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}
