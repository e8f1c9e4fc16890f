import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupRefused, cutShort, damaged, foreign } from './format.js';

/** How many bytes gzip counts up to: what it says of the length of its contents is the rest of a division by this. */
const lengthCounter = 2 ** 32;

/**
 * Unpacks a file that is one piece of gzip and nothing else.
 * @returns the contents, each piece with which part of the file, from 0 to 1, had been read by then
 * @throws BackupRefused when it is not there, is no gzip, is cut short or damaged, or has something behind its end
 */
export async function* unpacked(file: string): AsyncGenerator<{ readonly piece: Buffer; readonly share: number }> {
  const size = sizeOf(file);
  const said = gzipIn(file, size);
  const source = createReadStream(file);
  const unzip = createGunzip();
  let length = 0;
  source.on('error', (error) => unzip.destroy(error));
  source.pipe(unzip);
  try {
    for await (const piece of unzip as AsyncIterable<Buffer>) {
      length += piece.length;
      yield { piece, share: source.bytesRead / Math.max(1, size) };
    }
  } catch (error) {
    throw refusalOf(file, error, said.isGzip);
  } finally {
    source.destroy();
    unzip.destroy();
  }
  // The library passes over zeros behind the end, and over a second piece of gzip that holds nothing.
  const isAlone = unzip.bytesWritten === size && said.length === length % lengthCounter;
  if (!isAlone) throw behindItsEnd(file);
}

/** In bytes. */
function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new BackupRefused('backup-missing', `${file} is not there. Look at its name.`);
  if (found.isDirectory()) throw foreign(file, 'it is a folder');
  if (!found.isFile()) throw foreign(file, 'it is no file that can be read twice');
  return found.size;
}

/** What gzip itself says of a file, in its first and its last bytes. */
function gzipIn(file: string, size: number): { readonly isGzip: boolean; readonly length: number } {
  const [first, last] = [Buffer.alloc(2), Buffer.alloc(4)];
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, first, 0, first.length, 0);
    readSync(descriptor, last, 0, last.length, Math.max(0, size - last.length));
  } finally {
    closeSync(descriptor);
  }
  return { isGzip: first.readUInt16BE() === 0x1f8b, length: last.readUInt32LE() };
}

function refusalOf(file: string, error: unknown, isGzip: boolean): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return cutShort(file);
  // Where a piece of gzip has ended, the library takes what follows for another one.
  if (error.message === 'incorrect header check') {
    return isGzip ? behindItsEnd(file) : foreign(file, 'it is not compressed with gzip');
  }
  return String(error.code).startsWith('Z_') ? damaged(file, error.message) : error;
}

function behindItsEnd(file: string): BackupRefused {
  return damaged(file, 'something stands behind its end');
}
