import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '../src/disclosure/audit/audit.js';
import { Chain } from '../src/disclosure/reading/chain.js';
import { proveVersion } from '../src/disclosure/sealing/prove-version.js';
import { sealReleases } from '../src/disclosure/sealing/seal-releases.js';
import type { Store } from '../src/domain/store.js';
import { exportFolder } from '../src/exchange/files/export-files.js';
import { importFile } from '../src/importing/import-file.js';
import { startService } from '../src/main.js';
import { loadDatasets } from '../src/schemas/schema.js';
import { newSalt } from '../src/service/entropy.js';
import { installation } from '../src/service/installation.js';
import { openStore } from '../src/store/open.js';
import { writeWines } from './made-up-files.js';
import { median } from './median.js';

const programs = [
  ['python3', 'docs/verify-chain.py'],
  ['node', 'docs/verify-chain.mjs'],
] as const;
const proofs = 200;

/**
 * Measures the public root over many records: sealing against importing, one proof, and a stranger's programs on a folder and on a running service, which must
 * also find a changed byte.
 * @returns whether all of it holds
 */
export async function rootBench(rows: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-root-'));
  const url = `sqlite:${join(folder, 'root.db')}`;
  try {
    const store = await openStore(url);
    await store.migrate();
    const exported = join(folder, 'export');
    let isMet = await fill(store, folder, exported, rows);
    await store.close();
    for (const program of programs) isMet = (await verified(program, exported, 'a folder', /^All holds/)) && isMet;
    const name = changeByte(exported, rows);
    for (const program of programs) isMet = (await verified(program, exported, 'a changed byte', name)) && isMet;
    return (await overApi(url, folder)) && isMet;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fill(store: Store, folder: string, exported: string, rows: number): Promise<boolean> {
  const datasets = loadDatasets(installation().data);
  const dataset = datasets.get('wines');
  if (!dataset) throw new Error('there is no dataset wines');
  const file = join(folder, 'wines.csv');
  await writeWines(file, rows);
  const why = { reason: '示例', legalBasis: '示例', source: '示例', fetchedAt: 0 };
  const terms = { ...why, madeBy: '压测', approvedBy: '示例' };
  const request = { dataset, file, store: store.publications, terms, now: Date.now, sample: true };
  const importing = await seconds(async () => {
    const { added, problems } = await importFile(request);
    if (added !== rows) throw new Error(`only ${added} were taken: ${JSON.stringify(problems[0])}`);
  });
  const sealing = await seconds(async () => void (await sealReleases({ store, datasets, salt: newSalt })));
  console.log(`  ${rows.toLocaleString('en-US')} records: imported in ${importing} s, sealed in ${sealing} s`);
  const { records } = store;
  const some = await records.scan({ dataset: 'wines', which: 'current', limit: rows });
  const times: number[] = [];
  for (let n = 0; n < proofs; n++) {
    const { id = '' } = some[Math.floor((n * some.length) / proofs)] ?? {};
    const startedAt = performance.now();
    const proof = await proveVersion(store, dataset, id, null);
    times.push(performance.now() - startedAt);
    if (typeof proof === 'string') throw new Error(`${id} was not proved: ${proof}`);
  }
  console.log(`  a record is proved in ${median(times).toFixed(1)} ms`);
  const { broken, sealed } = await audit({ store: store.publications, seals: store.publicSeals });
  const head = await new Chain(store.publications).head();
  const as = { format: 'package', asOf: null, allVersions: false, bom: false, createdAt: 0 } as const;
  await exportFolder([dataset], exported, { ...as, store, head, provenAmong: datasets }, { force: false });
  return broken === null && sealed === 1;
}

/** @returns what a program has to say of it */
function changeByte(exported: string, rows: number): RegExp {
  const [file = ''] = readdirSync(join(exported, 'public')).filter((name) => name.startsWith('rows-'));
  const lines = readFileSync(join(exported, 'public', file), 'utf8').split('\n');
  const index = Math.floor(rows / 3);
  const line = lines[index] ?? '';
  const { row } = JSON.parse(line) as { row: { id: string } };
  lines[index] = line.replace('"origin_country":"巴西"', '"origin_country":"巴酉"');
  if (lines[index] === line) throw new Error('nothing was changed');
  writeFileSync(join(exported, 'public', file), lines.join('\n'));
  return new RegExp(`^BROKEN release 1 of wines: record ${row.id} `);
}

async function overApi(url: string, folder: string): Promise<boolean> {
  const env = { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent', YIBO_ASIDE: folder, YIBO_SAMPLE_DATA: 'off' };
  const service = await startService(env);
  try {
    let isMet = true;
    for (const program of programs) {
      isMet = (await verified(program, service.origin, 'the open API', /^All holds/)) && isMet;
    }
    return isMet;
  } finally {
    await service.close();
  }
}

/** Runs a stranger's program. @returns whether it says what it should */
async function verified(program: readonly [string, string], source: string, what: string, wanted: RegExp) {
  let said = '';
  const taken = await seconds(async () => {
    const [name, file] = program;
    const run = spawn(name, [join(installation().home, file), source], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const text of run.stdout.setEncoding('utf8')) said += text;
  });
  console.log(`  ${program[0]} on ${what}, ${taken} s: ${said.trim()}`);
  return wanted.test(said);
}

async function seconds(work: () => Promise<void>): Promise<string> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
