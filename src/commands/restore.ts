import type { Command } from 'commander';
import { inspectDatabase } from '../database/inspect.js';
import type { Backup } from '../operations/backup/format.js';
import { BackupReader, checkBackup } from '../operations/backup/read.js';
import { refuseTarget } from '../operations/backup/refuse-target.js';
import { summaryOf } from '../operations/backup/summary.js';
import { momentText } from '../operations/moment-text.js';
import { loadConfig } from '../service/config.js';
import { openStore } from '../store/open.js';
import { explain } from './explain.js';
import { progressLine } from './progress-line.js';

/** Adds `yibo restore FILE`. Exit: 0 done, 1 refused or failed, 2 wrong usage. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('fill an empty database from a backup: all of it, or nothing')
    .argument('<file>', 'a file that `yibo backup` wrote, from either kind of database')
    .option('--dry-run', 'only check the file and the database; write nothing')
    .action(async (file: string, { dryRun = false }: { dryRun?: boolean }) => {
      process.exitCode = await runRestore(file, dryRun).catch((error: unknown) => explain('restore', error));
    });
}

async function runRestore(file: string, dryRun: boolean): Promise<number> {
  const { databaseUrl } = loadConfig(process.env);
  // Looked at first: reading a large backup takes a while.
  const target = await inspectDatabase(databaseUrl);
  const backup = await shown('checking', (onProgress) => checkBackup(file, onProgress));
  refuseTarget(file, backup.header, target);
  if (!dryRun) await fill(databaseUrl, file);
  tell(file, backup, target.place, dryRun);
  return 0;
}

async function fill(databaseUrl: string, file: string): Promise<void> {
  const store = await openStore(databaseUrl);
  try {
    await store.migrate();
    const reader = new BackupReader(file);
    await shown('restoring', (onProgress) => store.archive.load(reader.chunks(onProgress)));
  } finally {
    await store.close();
  }
}

async function shown<T>(
  label: string,
  work: (onProgress: (done: { rows: number; share: number }) => void) => Promise<T>,
): Promise<T> {
  const progress = progressLine(label, process.stderr);
  try {
    return await work((done) => progress.show(done));
  } finally {
    progress.end();
  }
}

function tell(file: string, { header, footer }: Backup, place: string, dryRun: boolean): void {
  const what = dryRun ? `is whole and would be restored into ${place}` : `was restored into ${place}`;
  process.stdout.write(
    `${file}, everything as of ${momentText(Date.parse(header.createdAt))}, ${what}:\n${summaryOf(footer)}\n`,
  );
  const next = dryRun
    ? 'Nothing was written (dry run).'
    : 'Check what is public with `npx yibo audit`, then start the service.';
  process.stdout.write(`${next}\n`);
}
