import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { readingFault } from './file-fault.js';

const pieceBytes = 65_536;

/** Reads a file from its first byte to its last and takes the sha-256 of what it gives out. */
export class FileBytes {
  /** How much has been given out. */
  read = 0;
  private readonly hash = createHash('sha256');
  private digest: string | null = null;

  constructor(private readonly file: string) {}

  /** @throws FileFault when the file cannot be read */
  async *pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of createReadStream(this.file, { highWaterMark: pieceBytes })) {
        this.hash.update(piece);
        this.read += piece.length;
        yield piece;
      }
    } catch (error) {
      throw readingFault(error);
    }
    this.digest = this.hash.digest('hex');
  }

  sha256(): string {
    if (this.digest === null) throw new Error('the file has not been read to its end');
    return this.digest;
  }
}

/** @returns the bytes at a place of a file, fewer where it ends */
export async function readBytesAt(file: string, position: number, length: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readingFault(error);
  }
}

export function readFileStart(file: string): Promise<Buffer> {
  return readBytesAt(file, 0, 65_536);
}
