import { closeSync, fchmodSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * Lines in a file whose room was taken from the disk when it was made: a line can be added when the disk is full, too. Whatever is added is on the
 * disk before the call ends, and the file is readable by its owner only.
 * @example
 * const file = ReservedFile.open('var/aside.jsonl', 1_048_576);
 * file.add('{"kind":"hang-up"}'); // true
 * file.lines(); // ['{"kind":"hang-up"}'], after a restart, too
 * file.clear();
 */
export class ReservedFile {
  private constructor(
    private readonly descriptor: number,
    /** How much there is room for, in bytes. */
    readonly size: number,
    private end: number,
  ) {}

  /**
   * Opens the file, or makes it and takes its room. What a killed process began to write and did not end is no line.
   * @throws Error of the system
   */
  static open(path: string, size: number): ReservedFile {
    closeSync(openSync(path, 'a', 0o600));
    const descriptor = openSync(path, 'r+');
    try {
      fchmodSync(descriptor, 0o600);
      const bytes = Buffer.alloc(Math.max(size, fstatSync(descriptor).size));
      readSync(descriptor, bytes, 0, bytes.length, 0);
      const end = bytes.lastIndexOf(newline) + 1;
      writeAt(descriptor, bytes.fill(0, end).subarray(end), end);
      fdatasyncSync(descriptor);
      return new ReservedFile(descriptor, bytes.length, end);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** How much of it is taken, in bytes. */
  get used(): number {
    return this.end;
  }

  /** @param line without a line break @returns false when there is no room for it @throws Error of the system */
  add(line: string): boolean {
    const bytes = Buffer.from(`${line}\n`);
    if (this.end + bytes.length > this.size) return false;
    writeAt(this.descriptor, bytes, this.end);
    fdatasyncSync(this.descriptor);
    this.end += bytes.length;
    return true;
  }

  /** @returns every line that was added since it was cleared */
  lines(): readonly string[] {
    const bytes = Buffer.alloc(this.end);
    readSync(this.descriptor, bytes, 0, this.end, 0);
    return bytes.toString('utf8').replaceAll('\0', '').split('\n').slice(0, -1);
  }

  /** Overwrites all lines: nothing of them can be read again. @throws Error of the system */
  clear(): void {
    if (this.end === 0) return;
    writeAt(this.descriptor, Buffer.alloc(this.end), 0);
    fdatasyncSync(this.descriptor);
    this.end = 0;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

const newline = 10;

function writeAt(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
  }
}
