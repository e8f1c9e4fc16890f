import { createHash } from 'node:crypto';
import type { WriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { TableChunk } from '../../domain/care/stores.js';
import { NameTaken, writeFileWhole } from '../../files/whole-file.js';
import { type Backup, type BackupHeader, BackupRefused, formatName, formatVersion } from './format.js';
import { checkBackup, type OnRead } from './read.js';

export interface BackupPlan {
  /** Where it goes; there must be nothing yet. */
  readonly file: string;
  /** All rows as of one moment. */
  readonly chunks: AsyncIterable<TableChunk>;
  readonly createdAt: number;
  readonly migrations: readonly string[];
  /** `bytes` are those before compression. */
  readonly onWritten?: (done: { readonly rows: number; readonly bytes: number }) => void;
  readonly onChecked?: OnRead;
  /** Breaks it off; nothing is left then. */
  readonly signal?: AbortSignal;
}

const lineLength = 1024 * 1024;

/**
 * Writes a backup: beside its place first, onto the disk, read again and compared, and only then under its name. Only its
 * owner may read the file, for it holds personal data.
 * @throws BackupRefused when there is such a file already, or the disk does not give back what was written
 */
export async function writeBackup(plan: BackupPlan): Promise<Backup> {
  const { file } = plan;
  const write = async (target: WriteStream, part: string) => {
    const written = await writeTo(target, plan);
    const backup = await readAgain(part, plan);
    if (backup.footer.sha256 !== written) throw notKept(part);
    plan.signal?.throwIfAborted();
    return backup;
  };
  return writeFileWhole(file, write, { mode: 0o600, folderMode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof NameTaken)) throw error;
    throw error.path === file ? exists(file) : underWay(error.path);
  });
}

/** @returns the checksum of what was written */
async function writeTo(target: WriteStream, plan: BackupPlan): Promise<string> {
  const sealed = { sha256: '' };
  await pipeline(linesOf(plan, sealed), createGzip(), target, plan.signal ? { signal: plan.signal } : {});
  return sealed.sha256;
}

/** @throws BackupRefused when the disk gives back something else than a whole backup */
async function readAgain(part: string, { signal, onChecked }: BackupPlan): Promise<Backup> {
  try {
    return await checkBackup(part, (done) => {
      signal?.throwIfAborted();
      onChecked?.(done);
    });
  } catch (error) {
    throw error instanceof BackupRefused ? notKept(part) : error;
  }
}

async function* linesOf(plan: BackupPlan, sealed: { sha256: string }): AsyncGenerator<string> {
  const { createdAt, migrations } = plan;
  const seal = createHash('sha256');
  const rows: Record<string, number> = {};
  let [count, bytes] = [0, 0];
  const header: BackupHeader = {
    format: formatName,
    version: formatVersion,
    createdAt: new Date(createdAt).toISOString(),
    migrations: [...migrations],
  };
  const first = `${JSON.stringify(header)}\n`;
  seal.update(first);
  yield first;
  for await (const chunk of plan.chunks) {
    for (const line of cut(chunk)) {
      seal.update(line);
      bytes += Buffer.byteLength(line);
      yield line;
    }
    rows[chunk.table] = (rows[chunk.table] ?? 0) + chunk.rows.length;
    count += chunk.rows.length;
    plan.onWritten?.({ rows: count, bytes });
  }
  sealed.sha256 = seal.digest('hex');
  yield `${JSON.stringify({ rows, sha256: sealed.sha256 })}\n`;
}

/** Cuts a chunk into lines of about a megabyte, however long its rows are. */
function* cut({ table, columns, rows }: TableChunk): Generator<string> {
  const begin = `{"table":${JSON.stringify(table)},"columns":${JSON.stringify(columns)},"rows":[`;
  let gathered: string[] = [];
  let length = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    gathered.push(text);
    length += text.length;
    if (length < lineLength) continue;
    yield `${begin}${gathered.join()}]}\n`;
    gathered = [];
    length = 0;
  }
  if (gathered.length > 0) yield `${begin}${gathered.join()}]}\n`;
}

function exists(file: string): BackupRefused {
  return new BackupRefused(
    'backup-exists',
    `${file} is there already, and a backup overwrites nothing. Choose another name.`,
  );
}

function underWay(part: string): BackupRefused {
  const remedy = 'Another backup is writing it, or one was broken off: delete it then, and try again.';
  return new BackupRefused('backup-exists', `${part} is there already. ${remedy}`);
}

function notKept(part: string): BackupRefused {
  const remedy = 'It was removed: look at the disk, and write the backup to another one.';
  return new BackupRefused('backup-damaged', `the disk does not give back what was written to ${part}. ${remedy}`);
}
