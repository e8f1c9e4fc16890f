import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';

/**
 * Reads an archive's directory for yauzl. Its own reader of files hands any place that a damaged directory names to the
 * system, and an impossible one ends the process.
 */
export class HandleReader extends RandomAccessReader {
  constructor(
    private readonly handle: FileHandle,
    private readonly size: number,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position + length > this.size) {
      setImmediate(callback, new Error('it breaks off'));
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => setImmediate(callback, bytesRead < length ? new Error('it breaks off') : null),
      (error: Error) => setImmediate(callback, error),
    );
  }
}
