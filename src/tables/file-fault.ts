import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CodedError } from '../domain/errors/errors.js';

/** A file that cannot be read on from this line (0: at all). */
export class FileFault extends CodedError {
  readonly code = 'unreadable-file';
  constructor(
    readonly line: number,
    readonly reason: string,
    readonly remedy: string,
  ) {
    super(`${reason}. ${remedy}.`);
  }
}

/** @throws FileFault when there is no regular file to read */
export async function statFile(file: string): Promise<BigIntStats> {
  const stats = await statOf(file);
  if (stats.isDirectory()) throw new FileFault(0, 'is a directory', 'Name a file in it');
  if (!stats.isFile()) throw new FileFault(0, 'is no regular file', 'Save it to disk first');
  if (stats.size === 0n) throw new FileFault(0, 'is empty', 'Export it again, with its header line');
  return stats;
}

/** @returns what tells a file from itself after it was written to, or another was put in its place */
export function stampIn({ size, mtimeNs, ctimeNs, ino, dev }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino, dev].join(' ');
}

/** @throws FileFault when the file is not what it was when it had this stamp */
export async function refuseChanged(file: string, stamp: string): Promise<void> {
  const isGone = (error: unknown) => error instanceof FileFault;
  const now = await statOf(file).then(stampIn, (error: unknown) => (isGone(error) ? '' : Promise.reject(error)));
  if (now === stamp) return;
  throw new FileFault(0, 'changed while it was being read', 'Import it again, once nothing writes to it any more');
}

async function statOf(file: string): Promise<BigIntStats> {
  return stat(file, { bigint: true }).catch((error: unknown) => {
    throw readingFault(error);
  });
}

/** @returns the fault that a failed system call stands for; anything else as it is */
export function readingFault(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FileFault(0, 'does not exist', 'Check its name');
    case 'EACCES':
    case 'EPERM':
      return new FileFault(0, 'may not be read', 'Give this user the right to read it');
    default:
      return new FileFault(0, `cannot be read (${String(error.code)})`, 'Check the name and the disk');
  }
}

const longestDetail = 160;

/** Makes what a file says fit to be said: nothing in it can move the cursor or run on for pages. */
export function shownDetail(text: string): string {
  const short = text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
}
