import { writeSync } from 'node:fs';

/** A file that is open for writing, with the name that errors should say. */
export interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
}

/**
 * Writes all of the bytes: on a disk that is nearly full, one call may write a part of them and call that a success.
 * @param position where in the file; behind what was written last when absent
 * @throws Error of the system, such as ENOSPC, with the file's path
 */
export function writeWhole({ path, descriptor }: OpenFile, bytes: Uint8Array, position: number | null = null): void {
  try {
    for (let done = 0; done < bytes.length; ) {
      const place = position === null ? null : position + done;
      done += writeSync(descriptor, bytes, done, bytes.length - done, place);
    }
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}
