import { z } from 'zod';
import type { TableChunk } from '../../domain/care/stores.js';
import { CodedError } from '../../domain/errors/errors.js';

/**
 * A backup is JSON Lines, compressed with gzip: a line that says what it is, then rows by the chunk, then a line that
 * counts the rows of each table and seals every byte before it.
 */
export const formatName = 'yibo-backup';
export const formatVersion = 1;

const headerShape = z.object({
  format: z.literal(formatName),
  version: z.int().min(1),
  createdAt: z.iso.datetime({ offset: true }),
  /** The migrations that its database had had: what its tables look like. */
  migrations: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof headerShape>;

const footerShape = z.strictObject({
  rows: z.record(z.string(), z.int().min(0)),
  /** SHA-256 of every line before this one, with its line break, in UTF-8; hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupFooter = z.infer<typeof footerShape>;

/** A backup as a whole, once it has been read or written to its end. */
export interface Backup {
  readonly header: BackupHeader;
  readonly footer: BackupFooter;
}

/** A file that is not restored; the message says why, and what to do. */
export class BackupRefused extends CodedError {
  constructor(
    readonly code:
      | 'backup-missing'
      | 'backup-foreign'
      | 'backup-newer'
      | 'backup-older'
      | 'backup-cut-short'
      | 'backup-damaged'
      | 'backup-exists'
      | 'target-not-empty'
      | 'target-misfit',
    message: string,
  ) {
    super(message);
  }
}

/** @throws BackupRefused when the line is not the first of a backup, or of one from a newer version */
export function headerOf(file: string, line: string): BackupHeader {
  const value = parsed(line);
  const claimed = z.object({ format: z.literal(formatName), version: z.number() }).safeParse(value);
  if (claimed.success && claimed.data.version > formatVersion) {
    const { version } = claimed.data;
    const what = `${file} was written by a newer Yibo (format ${version}; this one reads ${formatVersion}).`;
    throw new BackupRefused('backup-newer', `${what} Update this one, then restore.`);
  }
  const header = headerShape.safeParse(value);
  if (!header.success) throw foreign(file, 'it does not begin as one');
  return header.data;
}

/** @returns null for a line of another kind */
export function footerOf(line: string): BackupFooter | null {
  return line.startsWith('{"rows":') ? (footerShape.safeParse(parsed(line)).data ?? null) : null;
}

/** @returns null when the line holds no rows as we write them */
export function chunkOf(line: string): TableChunk | null {
  const value = parsed(line) as Partial<TableChunk> | null | undefined;
  if (!value || typeof value.table !== 'string' || !Array.isArray(value.columns) || !Array.isArray(value.rows)) {
    return null;
  }
  const width = value.columns.length;
  const fits = value.rows.every((row: unknown) => Array.isArray(row) && row.length === width);
  return fits ? { table: value.table, columns: value.columns, rows: value.rows } : null;
}

export function foreign(file: string, why: string): BackupRefused {
  const remedy = 'Restore takes a file that `npx yibo backup` wrote, as it wrote it.';
  return new BackupRefused('backup-foreign', `${file} is no backup of Yibo: ${why}. ${remedy}`);
}

export function damaged(file: string, why: string): BackupRefused {
  const remedy = 'Copy it again from where it was kept, or take another backup.';
  return new BackupRefused('backup-damaged', `${file} is damaged: ${why}. ${remedy}`);
}

export function cutShort(file: string): BackupRefused {
  const remedy = 'Copy it again from where it was kept, or take another backup.';
  return new BackupRefused('backup-cut-short', `${file} is cut short: its end is missing. ${remedy}`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
