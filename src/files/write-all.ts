import { writeSync } from 'node:fs';

/** A file that is open for writing, with the name that errors should say. */
export interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
}

/**
 * Writes all of the bytes behind what is there: on a disk that is nearly full, one call may write a part of them and call
 * that a success.
 * @throws Error of the system, such as ENOSPC, with the file's path
 */
export function writeAll({ path, descriptor }: OpenFile, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}
