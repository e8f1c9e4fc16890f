import { type Command, Option } from 'commander';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import { importTerms } from '../disclosure/publishing/release-terms.js';
import type { Store } from '../domain/store.js';
import { encodings, type ImportReport, type ImportRequest, importFile } from '../importing/import-file.js';
import { freeRejectsPath } from '../importing/rejects-file.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { givenTerms, type TermFlags } from './given-text.js';
import { tellImport } from './import-report.js';
import { progressLine } from './progress-line.js';
import { datasetNamed, explain, momentNamed, withStore, withStoreIfAny } from './with-store.js';

export interface ImportFlags extends TermFlags {
  readonly keepGood?: boolean;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly sample?: boolean;
  readonly fetchedAt?: string;
  readonly encoding?: (typeof encodings)[number];
  readonly json?: boolean;
}

/** Adds `yibo import DATASET FILE`. Exit: 0 done, 1 rows or file refused, 2 wrong usage. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('check a file and publish what is new in it: all of it, or nothing')
    .argument('<dataset>', 'a folder of data/ that has a schema.json, such as vehicles')
    .argument('<file>', 'CSV, JSON Lines or XLSX; its header names the columns by field or by Chinese title')
    .option('--dry-run', 'only check and compare; write nothing')
    .option('--keep-good', 'take the good rows even when others are refused; those go to a file beside this one')
    .option('--rejects <file>', 'where refused rows go, each with its reasons, to be mended and imported')
    .addOption(
      new Option('--encoding <name>', 'what the text is in, where it cannot be told or is doubted').choices(encodings),
    )
    .option('--json', 'tell all of it as one object: how the file was read, every kind of problem, what was published')
    .option('--draft', 'leave it as a draft, to be approved by somebody else with `yibo publish`')
    .option('--by <name>', 'who makes this release (else YIBO_OPERATOR, else your user name)')
    .option('--approved-by <name>', 'who approved it (else the standing approval of data/publication.yaml)')
    .option('--reason <text>', 'why it is published')
    .option('--legal-basis <text>', 'on what legal basis')
    .option('--source <text>', 'who gave the data, such as the name of a system')
    .option('--fetched-at <time>', 'when it was fetched, such as 2016-10-21T10:00:00+08:00 (else now)')
    .option('--sample', 'mark the rows as made-up sample data (示例)')
    .action(async (name: string, file: string, flags: ImportFlags) => {
      process.exitCode = await runImport(name, file, flags).catch((error: unknown) => explain('import', error));
    });
}

async function runImport(name: string, file: string, flags: ImportFlags): Promise<number> {
  const datasets = loadDatasets(installation().data);
  const dataset = datasetNamed(name, datasets);
  const publication = loadPublicationTerms(datasets, installation().data);
  const terms = importTerms(givenTerms(flags), publication, dataset);
  const fetchedAt = flags.fetchedAt === undefined ? null : momentNamed('--fetched-at', flags.fetchedAt);
  const beside = flags.keepGood && !flags.dryRun ? await freeRejectsPath(file) : null;
  const rejects = flags.rejects ?? beside;
  const work = async (store: Store | null, now: () => number) => {
    const fetched = { ...terms, fetchedAt: fetchedAt ?? now() };
    const report = await importInto(store, { dataset, file, terms: fetched, rejects, now }, flags);
    return tellImport(report, { ...flags, isCompared: store !== null });
  };
  return flags.dryRun
    ? withStoreIfAny('import', work, { writes: rejects })
    : withStore('import', work, { writes: rejects });
}

async function importInto(
  store: Store | null,
  what: Pick<ImportRequest, 'dataset' | 'file' | 'terms' | 'now' | 'rejects'>,
  { keepGood = false, dryRun = false, sample = false, encoding }: ImportFlags,
): Promise<ImportReport> {
  const progress = progressLine(dryRun ? 'checking' : 'importing', process.stderr);
  try {
    return await importFile({
      ...what,
      ...{ store: store?.publications ?? null, ...(store && { records: store.records }), keepGood, dryRun, sample },
      encoding: encoding ?? null,
      onProgress: ({ rows, bytes, totalBytes }) => progress.show({ rows, share: bytes / Math.max(1, totalBytes) }),
    });
  } finally {
    progress.end();
  }
}
