import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Listing } from '../src/disclosure/listing/listing.js';
import { readQuestion } from '../src/disclosure/listing/question.js';
import { Chain } from '../src/disclosure/reading/chain.js';
import type { Store } from '../src/domain/store.js';
import { importFile } from '../src/importing/import-file.js';
import { type DatasetSchema, loadDatasets } from '../src/schemas/schema.js';
import { openStore } from '../src/store/open.js';
import { startPostgres } from '../test/postgres-server.js';
import { settle } from './lookup-bench.js';
import { writeRows } from './made-up-files.js';
import { median } from './median.js';
import { inTemporaryFolder } from './temporary-folder.js';

const bar = 2;
const rounds = 7;
const pagesPerRound = 40;
const pageSize = 20;
/** As many in both sizes, so that a page of one enterprise has as much on it. */
const recordsOfOne = 200;

/** Where two filters rarely meet: these have one record in a hundred, and of all of them one or two were refused. */
const rareOffices = ['120600', '120700'];
const offices = ['120000', '120010', '120020', '120100', '120200', '120300', '120400', '120500'];
const results = [...Array.from({ length: 29 }, () => '合格'), '不合格'];

/** What is asked: each a first page, but for the last. */
const questions: readonly (readonly [string, (n: number) => Record<string, string>])[] = [
  ['the newest', () => ({})],
  ['by name', () => ({ sort: 'object_name' })],
  ['one office', (n) => ({ office: offices[n % 8] ?? '' })],
  ['refused, by name', () => ({ result: '不合格', sort: 'object_name' })],
  [
    'refused of one office, oldest first',
    (n) => ({ result: '不合格', office: offices[n % 8] ?? '', sort: 'inspected_on' }),
  ],
  [
    'two filters that rarely meet',
    (n) => ({ result: '不合格', office: rareOffices[n % 2] ?? '', sort: 'inspected_on' }),
  ],
  [
    'two filters that rarely meet, by name',
    (n) => ({ result: '不合格', office: rareOffices[n % 2] ?? '', sort: 'object_name' }),
  ],
  ['one month', (n) => ({ 'inspected_on.from': month(n), 'inspected_on.to': month(n) })],
  [
    'one month of refused, by name',
    (n) => ({ result: '不合格', 'inspected_on.from': month(n), 'inspected_on.to': month(n), sort: 'object_name' }),
  ],
  ['a word that all have', () => ({ q: '有限公司' })],
  [
    'a word of a few, of one office',
    (n) => ({ q: `企业${String(n % 50).padStart(4, '0')}`, office: offices[n % 8] ?? '' }),
  ],
  ['a word of a few, by name', (n) => ({ q: `企业${String((n * 37) % 50).padStart(4, '0')}`, sort: 'object_name' })],
];

function month(n: number): string {
  return `2016-${String((n % 12) + 1).padStart(2, '0')}`;
}

/** By chance as far as the other values go: of each there are refused ones. */
function officeOf(n: number): string {
  if (n % 50 === 25) return rareOffices[(n / 25) % 4 === 1 ? 0 : 1] ?? '';
  return offices[(Math.imul(n, 2_654_435_761) >>> 16) % 8] ?? '';
}

function resultOf(n: number): string {
  // n % 50 === 25: of a rare office, whose records were refused a few times only, among however many.
  if (n % 50 === 25) return n === 75 || n === 1_025 || n === 9_975 ? '不合格' : '合格';
  return results[(n * 13) % 30] ?? '';
}

function objectId(n: number): string {
  return `OBJ${String(n).padStart(8, '0')}`;
}

/** A dataset such as inspection results, whatever these have become. */
function schemaIn(folder: string): DatasetSchema {
  const field = (name: string, type = 'string') => ({ name, title: name, type, constraints: { required: true } });
  const texts = ['draw_no', 'object_id', 'object_name', 'office', 'result'].map((name) => field(name));
  const list = {
    filters: ['result', 'office'],
    orders: ['-inspected_on', 'object_name'],
    words: ['object_name'],
  };
  const schema = {
    ...{ name: 'results', title: '结果', sources: [{ title: '示例' }], licenses: [{ name: 'CC0-1.0' }] },
    yibo: { id: ['draw_no', 'object_id'], list },
    fields: [...texts, field('inspected_on', 'date')],
  };
  mkdirSync(join(folder, 'data', 'results'), { recursive: true });
  writeFileSync(join(folder, 'data', 'results', 'schema.json'), JSON.stringify(schema));
  const dataset = loadDatasets(join(folder, 'data')).get('results');
  if (!dataset) throw new Error('there is no dataset');
  return dataset;
}

interface Filled {
  readonly store: Store;
  readonly listing: Listing;
  readonly size: number;
}

/**
 * Measures pages of a listing over few and over many records, on both databases. Rounds of the two sizes take turns.
 * @returns whether the bars are met
 */
export function listingsBench(few: number, many: number): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const dataset = schemaIn(folder);
    const postgres = await startPostgres({ durable: true, settings: ['shared_buffers=1GB', 'max_wal_size=8GB'] });
    try {
      let isMet = true;
      const urls = {
        SQLite: async (size: number) => `sqlite:${join(folder, `${size}.db`)}`,
        PostgreSQL: () => postgres.createDatabase(),
      };
      for (const [name, urlFor] of Object.entries(urls)) {
        const small = await fill(folder, await urlFor(few), dataset, few);
        const large = await fill(folder, await urlFor(many), dataset, many);
        for (const question of questions) isMet = (await compare(name, dataset, question, small, large)) && isMet;
        await Promise.all([small.store.close(), large.store.close()]);
      }
      return isMet;
    } finally {
      await postgres.stop();
    }
  });
}

async function fill(folder: string, url: string, dataset: DatasetSchema, size: number): Promise<Filled> {
  const store = await openStore(url);
  await store.migrate();
  const file = join(folder, `results-${size}.csv`);
  await writeRows(file, size, 'draw_no,object_id,object_name,office,result,inspected_on', (n) => {
    const name = `天津示例企业${String((n * 7) % (size / recordsOfOne)).padStart(4, '0')}有限公司`;
    const day = `${month(n >> 3)}-${String((n % 28) + 1).padStart(2, '0')}`;
    return `TJ${String(n % 2000).padStart(6, '0')},${objectId(n)},${name},${officeOf(n)},${resultOf(n)},${day}`;
  });
  const whence = { reason: '示例', legalBasis: '示例', source: '示例', fetchedAt: 0 };
  const terms = { madeBy: '压测', approvedBy: '示例', ...whence };
  const startedAt = performance.now();
  const request = { dataset, file, store: store.publications, terms, now: Date.now, sample: true };
  const { added, problems } = await importFile(request);
  if (added !== size) throw new Error(`only ${added} were taken: ${JSON.stringify(problems[0])}`);
  const importedAt = performance.now();
  const listing = new Listing(store, new Chain(store.publications));
  await listing.indexing.catchUp(dataset);
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(
    `  ${size.toLocaleString('en-US')} records imported in ${seconds(startedAt, importedAt)} s, listed in ${seconds(importedAt, performance.now())} s`,
  );
  await settle(url);
  return { store, listing, size };
}

async function compare(
  database: string,
  dataset: DatasetSchema,
  [what, texts]: (typeof questions)[number],
  small: Filled,
  large: Filled,
): Promise<boolean> {
  const times: { small: number[]; large: number[] } = { small: [], large: [] };
  for (let round = 0; round <= rounds; round++) {
    const [one, other] = [await page(dataset, small, texts), await page(dataset, large, texts)];
    // The first round fills the caches.
    if (round === 0) continue;
    times.small.push(one);
    times.large.push(other);
  }
  const [few, many] = [median(times.small), median(times.large)];
  const isMet = many / few <= bar;
  const shown = `${few.toFixed(2)} ms among ${small.size.toLocaleString('en-US')}, ${many.toFixed(2)} ms among ${large.size.toLocaleString('en-US')}`;
  console.log(
    `${database}: ${what}: ${shown}: ratio ${(many / few).toFixed(2)} (bar ${bar})  ${isMet ? 'met' : 'NOT met'}`,
  );
  return isMet;
}

/** @returns milliseconds of a page, one asked for after the other */
async function page(
  dataset: DatasetSchema,
  { listing }: Filled,
  texts: (n: number) => Record<string, string>,
): Promise<number> {
  const startedAt = performance.now();
  for (let n = 0; n < pagesPerRound; n++) {
    await listing.page(dataset, readQuestion(dataset, texts(n)), { limit: pageSize });
  }
  return (performance.now() - startedAt) / pagesPerRound;
}
