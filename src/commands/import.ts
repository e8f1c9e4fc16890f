import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import { suggestion } from '../content/problem.js';
import { type ImportReport, importFile } from '../datasets/import-file.js';
import { formatRowProblem, type RowProblem } from '../datasets/row-problem.js';
import { type DatasetSchema, type Datasets, loadDatasets } from '../datasets/schema.js';
import { openStore } from '../store/open.js';
import { importProgress } from './import-progress.js';

interface ImportFlags {
  readonly keepGood?: boolean;
  readonly dryRun?: boolean;
  readonly sample?: boolean;
}

/** Adds `yibo import DATASET FILE`. Exit: 0 done, 1 rows or file refused, 2 wrong usage. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('check a CSV file and load it into a dataset: all of it, or nothing')
    .argument('<dataset>', 'a folder of data/ that has a schema.json, such as vehicles')
    .argument('<file>', 'CSV in UTF-8; its header names the columns by field or by Chinese title')
    .option('--keep-good', 'load the good rows even when others are refused')
    .option('--dry-run', 'only check; load nothing')
    .option('--sample', 'mark the rows as made-up sample data (示例)')
    .action(async (name: string, file: string, flags: ImportFlags) => {
      process.exitCode = await runImport(name, file, flags).catch(explain);
    });
}

async function runImport(name: string, file: string, flags: ImportFlags): Promise<number> {
  const datasets = loadDatasets();
  const dataset = datasets.get(name.toLowerCase().replaceAll('_', '-'));
  if (!dataset) {
    process.stderr.write(unknownDataset(name, datasets));
    return 2;
  }
  const report = flags.dryRun ? await importInto(null, dataset, file, flags) : await loadInto(dataset, file, flags);
  tell(report, flags);
  return report.problemCount > 0 && !report.loaded ? 1 : 0;
}

async function loadInto(dataset: DatasetSchema, file: string, flags: ImportFlags): Promise<ImportReport> {
  const store = await openStore(loadConfig(process.env).databaseUrl);
  try {
    await store.migrate();
    return await importInto(store.records, dataset, file, flags);
  } finally {
    await store.close();
  }
}

async function importInto(
  store: Parameters<typeof importFile>[0]['store'],
  dataset: DatasetSchema,
  file: string,
  flags: ImportFlags,
): Promise<ImportReport> {
  const progress = importProgress(process.stderr);
  try {
    const { keepGood = false, sample = false } = flags;
    return await importFile({ dataset, file, store, keepGood, sample, onProgress: progress.show });
  } finally {
    progress.end();
  }
}

function unknownDataset(name: string, datasets: Datasets): string {
  const names = [...datasets.keys()];
  const hint = suggestion(name, names);
  const list = hint.includes('Known are') ? '' : ` Known are: ${names.join(', ')}.`;
  return `yibo import: "${name}" is no dataset.${hint}${list}\n`;
}

/** Problems and warnings go to stderr, the summary to stdout. */
function tell(report: ImportReport, flags: ImportFlags): void {
  const list = (found: readonly RowProblem[], count: number, mark: string, many: string) => {
    for (const problem of found) process.stderr.write(`${formatRowProblem(report.file, problem)}${mark}\n`);
    if (count > found.length) process.stderr.write(`… and ${count - found.length} more ${many}\n`);
  };
  list(report.warnings, report.warningCount, '  (warning)', 'warnings');
  list(report.problems, report.problemCount, '', 'problems');
  const counts = `${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.refused} refused`;
  process.stdout.write(`${report.dataset}: ${counts}${outcome(report, flags)}\n`);
}

function outcome(report: ImportReport, flags: ImportFlags): string {
  if (report.loaded) return '';
  const good = report.rows - report.refused;
  if (flags.dryRun) return ` (dry run: ${good} of ${report.rows} rows are good)`;
  return good > 0 && !flags.keepGood
    ? `; nothing was loaded. Mend the rows above, or load the good ones (${good}) with --keep-good`
    : '; nothing was loaded';
}

/** The one place for what went wrong outside the file: settings, schemas, the database. */
function explain(error: unknown): number {
  process.stderr.write(`yibo import: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
}
