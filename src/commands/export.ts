import { type Command, Option } from 'commander';
import { Chain } from '../disclosure/reading/chain.js';
import { askedMoment } from '../disclosure/reading/moment.js';
import type { Store } from '../domain/store.js';
import {
  type ExportedRows,
  type ExportFormat,
  type ExportRequest,
  exportFile,
  exportFolder,
} from '../exchange/files/export-files.js';
import { type DatasetSchema, type Datasets, loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { exportToScreen } from './export-to-screen.js';
import { type Progress, progressLine } from './progress-line.js';
import { sealAll } from './seal.js';
import { datasetNamed, explain, UsageError, withStore } from './with-store.js';

interface ExportFlags {
  readonly all?: boolean;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly asOf?: string;
  readonly allVersions?: boolean;
  readonly bom?: boolean;
  readonly proofs?: boolean;
  readonly force?: boolean;
}

/** Adds `yibo export`. Exit: 0 done, 1 refused, 2 wrong usage. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write what is public as CSV, JSON Lines or a data package; import takes it again')
    .argument('[dataset]', 'such as vehicles; or site: every public page and all data as static files (a mirror)')
    .argument('[folder]', 'site: where it is written')
    .option('--all', 'every dataset that is open to everybody, into a folder')
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl', 'package']).default('csv'))
    .option('--out <path>', 'the file, or for a package and with --all the folder; without it, or as -, the screen')
    .option('--as-of <day>', 'what was public then: a day (its end), or a time with its offset')
    .option('--all-versions', 'every version, with when and why, instead of what is in force')
    .option('--bom', 'CSV: put a byte order mark in front, for spreadsheet programs')
    .option('--proofs', 'package: with all that it takes to recompute the public roots (docs/verify-chain.py)')
    .option('--force', 'replace what is there')
    .action(async (name: string | undefined, folder: string | undefined, flags: ExportFlags) => {
      process.exitCode = await (name === 'site' ? runSite(folder) : runExport(name, flags, folder)).catch(
        (error: unknown) => explain('export', error),
      );
    });
}

async function runSite(folder: string | undefined): Promise<number> {
  if (folder === undefined) throw new UsageError('a mirror is a folder: yibo export site FOLDER.');
  // What the service is made of is loaded for a mirror alone.
  return breakable((signal) => import('./export-site.js').then(({ exportSite }) => exportSite(folder, signal)));
}

/** Does what can be broken off, and then leaves nothing behind. */
async function breakable(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const breakOff = new AbortController();
  const stop = (): void => breakOff.abort(new Error('broken off; nothing was left behind'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(breakOff.signal);
  } catch (error) {
    // What a stream says of being broken off is not what whoever did it wants to read.
    throw breakOff.signal.aborted ? breakOff.signal.reason : error;
  }
}

async function runExport(name: string | undefined, flags: ExportFlags, more: string | undefined): Promise<number> {
  if (more !== undefined) throw new UsageError(`say where it is written with --out: --out ${more}.`);
  const datasets = loadDatasets(installation().data);
  const wanted = datasetsWanted(name, flags, datasets);
  refuseMisfits(flags);
  const work = async (store: Store, now: () => number): Promise<number> => {
    const asOf = flags.asOf === undefined ? null : momentOf(flags.asOf, now());
    if (flags.format === 'package') await sealAll(store);
    const progress = progressLine('exporting', process.stderr);
    const proven = flags.proofs ? { provenAmong: datasets } : {};
    const request = { ...(await requestOf(store, wanted, flags, asOf, progress.show)), ...proven };
    return breakable(async (signal) => {
      const done = await write(wanted, flags, { ...request, createdAt: now() }, signal).finally(progress.end);
      if (!done) return 1;
      for (const rows of done) process.stderr.write(`${summaryOf(rows, flags)}\n`);
      return 0;
    });
  };
  return withStore('export', work, { mustExist: true, writes: flags.out ?? null });
}

function datasetsWanted(name: string | undefined, { all }: ExportFlags, datasets: Datasets): readonly DatasetSchema[] {
  if (name !== undefined && all) throw new UsageError('name a dataset, or say --all; not both.');
  if (name !== undefined) {
    const dataset = datasetNamed(name, datasets);
    if (dataset.access === 'lookup') {
      process.stderr.write(`note: ${dataset.name} is answered one record at a time. Do not hand out this export.\n`);
    }
    return [dataset];
  }
  if (!all) throw new UsageError(`name a dataset, or say --all. Known are: ${[...datasets.keys()].join(', ')}.`);
  const closed = [...datasets.values()].filter(({ access }) => access === 'lookup');
  for (const { name: left } of closed) {
    process.stderr.write(`${left}: left out, since it is answered one record at a time; export it by its name\n`);
  }
  return [...datasets.values()].filter((dataset) => !closed.includes(dataset));
}

function refuseMisfits({ all, format, out = '-', bom, proofs, asOf, allVersions }: ExportFlags): void {
  if (out === '-' && all) throw new UsageError('--all needs a folder: add --out FOLDER.');
  if (out === '-' && format === 'package') throw new UsageError('a package is a folder: add --out FOLDER.');
  if (proofs && (format !== 'package' || asOf !== undefined || allVersions)) {
    throw new UsageError(
      '--proofs is for a package of what is in force: add --format package, without --as-of and --all-versions.',
    );
  }
  if (bom && format !== 'csv') throw new UsageError('--bom is for CSV files.');
}

async function requestOf(
  store: Store,
  wanted: readonly DatasetSchema[],
  { format, allVersions = false, bom = false, proofs = false }: ExportFlags,
  asOf: number | null,
  show: (progress: Progress) => void,
): Promise<ExportRequest> {
  const head = await new Chain(store.publications).head();
  let total = 0;
  for (const { name } of wanted) {
    total += allVersions ? (head.of(name)?.versions ?? 0) : await store.records.count(name);
  }
  for (const dataset of proofs ? head.datasets : []) total += head.of(dataset)?.versions ?? 0;
  let rows = 0;
  const onProgress = (more: number): void => {
    rows += more;
    show({ rows, share: rows / Math.max(1, total) });
  };
  return { store, head, format, asOf, allVersions, bom, onProgress };
}

/** @returns null when whoever was reading the screen went away */
async function write(
  wanted: readonly DatasetSchema[],
  { all, format, out = '-', force = false }: ExportFlags,
  request: ExportRequest & { readonly createdAt: number },
  signal: AbortSignal,
): Promise<readonly ExportedRows[] | null> {
  const options = { force, signal };
  if (all || format === 'package') return exportFolder(wanted, out, request, options);
  const [dataset] = wanted;
  if (!dataset) return [];
  if (out === '-') return exportToScreen(dataset, request, signal);
  return [await exportFile(dataset, out, request, options)];
}

function momentOf(text: string, now: number): number {
  const at = askedMoment(text, now);
  if (at === 'future') throw new UsageError(`--as-of "${text}" has not come yet.`);
  if (typeof at === 'number') return at;
  throw new UsageError(`--as-of "${text}" is no day or time. Write 2016-10-21, or 2016-10-21T10:00:00+08:00.`);
}

function summaryOf({ dataset, rows, leftOut, hasSamples }: ExportedRows, { allVersions, out }: ExportFlags): string {
  const what = allVersions ? 'versions' : 'records';
  const where = out === undefined || out === '-' ? '' : ` in ${out}`;
  const missing = leftOut > 0 ? `; ${leftOut} left out, since they were withdrawn or have expired since` : '';
  const again = allVersions ? '' : ': import them again with --sample';
  const sample = hasSamples ? `; some are marked 示例${again}` : '';
  return `${dataset.name}: ${rows.toLocaleString('en-US')} ${what}${where}${missing}${sample}`;
}
