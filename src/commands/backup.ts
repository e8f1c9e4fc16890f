import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { examinerOf, inspectDatabase } from '../database/inspect.js';
import { localTime } from '../domain/time/zone.js';
import type { Backup } from '../operations/backup/format.js';
import { summaryOf } from '../operations/backup/summary.js';
import { type BackupPlan, writeBackup } from '../operations/backup/write.js';
import { DatabaseDamaged, refuseUnready } from '../operations/database-not-ready.js';
import { damageProblem } from '../operations/doctor/checks/integrity.js';
import { momentText } from '../operations/moment-text.js';
import { loadConfig } from '../service/config.js';
import { openStore } from '../store/open.js';
import { explain, UsageError } from './explain.js';
import { progressLine } from './progress-line.js';

/** About how much of a database is rows; the rest is indexes. Only for showing how far the work is. */
const writtenShare = 0.8;

/** Adds `yibo backup [FILE]`. Exit: 0 done, 1 refused or failed, 2 wrong usage. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('write everything in the database to one file, while the service goes on')
    .argument('[file]', 'where to; there must be none yet (default: var/backups/yibo-<time>.jsonl.gz)')
    .option('--even-damaged', 'write a database that is damaged as it is, when there is nothing better')
    .action(async (file: string | undefined, { evenDamaged = false }: { evenDamaged?: boolean }) => {
      const target = file ?? `var/backups/yibo-${stampOf(Date.now())}.jsonl.gz`;
      process.exitCode = await runBackup(target, evenDamaged).catch((error: unknown) =>
        explain('backup', error, target),
      );
    });
}

async function runBackup(file: string, evenDamaged: boolean): Promise<number> {
  if (file === '') throw new UsageError('the name of the file is empty. Leave it out, or write one.');
  const { databaseUrl } = loadConfig(process.env);
  const found = await inspectDatabase(databaseUrl);
  refuseUnready(found);
  const breakOff = new AbortController();
  const stop = (): void => breakOff.abort(new Error('broken off; nothing was left behind'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const isStopped = (): boolean => breakOff.signal.aborted;
  const said = await damageIn(databaseUrl, found.file, isStopped);
  if (isStopped()) throw breakOff.signal.reason;
  if (said.length > 0 && !evenDamaged) throw new DatabaseDamaged(said);
  for (const one of said) process.stderr.write(`warning: ${one}\n`);
  const store = await openStore(databaseUrl);
  try {
    const createdAt = Date.now();
    const chunks = store.archive.dump();
    const plan = { file, chunks, createdAt, migrations: found.applied, signal: breakOff.signal };
    tell(file, await withProgress(plan, found.bytes));
    return 0;
  } catch (error) {
    // What a stream says of being broken off is not what whoever did it wants to read.
    throw breakOff.signal.aborted ? breakOff.signal.reason : error;
  } finally {
    await store.close();
  }
}

/**
 * Looks for damage before a backup carries it on: one that was made of a damaged key finds the wrong record for ever.
 * @returns a line for each damage, with what to do
 */
async function damageIn(
  databaseUrl: string,
  file: string | null,
  isStopped: () => boolean,
): Promise<readonly string[]> {
  const damage = await (await examinerOf(databaseUrl)).findDamage({ isThorough: true, isStopped });
  const problems = (damage ?? []).map((one) => damageProblem(one, file));
  return problems.map(({ what, remedy }) => `${what.en}. ${remedy.en}.`);
}

async function withProgress(plan: BackupPlan, databaseBytes: number): Promise<Backup> {
  const whole = Math.max(1, databaseBytes * writtenShare);
  let progress = progressLine('backing up', process.stderr);
  let isChecking = false;
  try {
    return await writeBackup({
      ...plan,
      onWritten: ({ rows, bytes }) => progress.show({ rows, share: Math.min(0.99, bytes / whole) }),
      onChecked: (done) => {
        if (!isChecking) {
          progress.end();
          progress = progressLine('checking', process.stderr);
          isChecking = true;
        }
        progress.show(done);
      },
    });
  } finally {
    progress.end();
  }
}

function tell(file: string, { header, footer }: Backup): void {
  const { size } = statSync(file);
  process.stdout.write(
    `${file}: ${size.toLocaleString('en-US')} bytes, everything as of ${momentText(Date.parse(header.createdAt))}\n`,
  );
  process.stdout.write(`${summaryOf(footer)}\n`);
  process.stdout.write('It was read again and is whole. It holds personal data: only you can read it, keep it so.\n');
}

/** @returns `2016-10-21-100000`, in Asia/Shanghai */
function stampOf(at: number): string {
  const { day, minuteOfDay } = localTime(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day}-${two(Math.floor(minuteOfDay / 60))}${two(minuteOfDay % 60)}${two(Math.floor(at / 1000) % 60)}`;
}
