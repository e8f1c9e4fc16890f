import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { TableChunk } from '../../domain/ports.js';
import {
  type Backup,
  type BackupFooter,
  type BackupHeader,
  BackupRefused,
  chunkOf,
  cutShort,
  damaged,
  footerOf,
  foreign,
  headerOf,
} from './format.js';
import { linesOf } from './lines.js';

/** How far a backup has been read; `share` is that part of its file, from 0 to 1. */
export type OnRead = (done: { readonly rows: number; readonly share: number }) => void;

/** A backup file that is read from its beginning to its end, and believed only there. */
export class BackupReader {
  private header: BackupHeader | null = null;
  private footer: BackupFooter | null = null;

  constructor(private readonly file: string) {}

  /** What was read; only after {@link chunks} has come to its end. */
  get backup(): Backup {
    if (!this.header || !this.footer) throw cutShort(this.file);
    return { header: this.header, footer: this.footer };
  }

  /**
   * Gives the rows, chunk by chunk. Whoever uses them must be able to take everything back until the end has come.
   * @throws BackupRefused at the first thing that is wrong, the last being that rows or seal do not agree with the end
   */
  async *chunks(onProgress: OnRead = () => undefined): AsyncGenerator<TableChunk> {
    const { file } = this;
    this.header = null;
    this.footer = null;
    const seal = createHash('sha256');
    const counted: Record<string, number> = {};
    let rows = 0;
    let lineNo = 0;
    for await (const { line, share } of linesOf(this.unpacked(), (message) => foreign(file, message))) {
      lineNo += 1;
      if (this.footer) throw damaged(file, 'something stands behind its end');
      this.footer = lineNo === 1 ? null : footerOf(line);
      if (this.footer) continue;
      seal.update(`${line}\n`);
      if (lineNo === 1) {
        this.header = headerOf(file, line);
        continue;
      }
      const chunk = chunkOf(line);
      if (!chunk) throw damaged(file, `line ${lineNo} cannot be read`);
      rows += chunk.rows.length;
      counted[chunk.table] = (counted[chunk.table] ?? 0) + chunk.rows.length;
      onProgress({ rows, share });
      yield chunk;
    }
    const { footer } = this.backup;
    if (footer.sha256 !== seal.digest('hex')) throw damaged(file, 'its checksum does not fit');
    for (const table of new Set([...Object.keys(counted), ...Object.keys(footer.rows)])) {
      const [found, said] = [counted[table] ?? 0, footer.rows[table] ?? 0];
      if (found !== said) throw damaged(file, `it has ${found} rows of ${table}, and says ${said}`);
    }
  }

  /** @returns the contents of the file, each piece with which part of the file had been read by then */
  private async *unpacked(): AsyncGenerator<{ piece: Buffer; share: number }> {
    const size = Math.max(1, statSync(this.file, { throwIfNoEntry: false })?.size ?? 0);
    const source = createReadStream(this.file);
    const unzip = createGunzip();
    source.on('error', (error) => unzip.destroy(error));
    source.pipe(unzip);
    try {
      for await (const piece of unzip) yield { piece: piece as Buffer, share: source.bytesRead / size };
    } catch (error) {
      throw refusalOf(this.file, error);
    } finally {
      source.destroy();
      unzip.destroy();
    }
  }
}

/** Reads a whole backup and keeps nothing of it. @throws BackupRefused unless everything in it is as it was written */
export async function checkBackup(file: string, onProgress?: OnRead): Promise<Backup> {
  const reader = new BackupReader(file);
  for await (const _chunk of reader.chunks(onProgress));
  return reader.backup;
}

function refusalOf(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOENT') return new BackupRefused('missing', `${file} is not there. Look at its name.`);
  if (error.code === 'EISDIR') return foreign(file, 'it is a folder');
  if (error.code === 'Z_BUF_ERROR') return cutShort(file);
  // The very first bytes say whether it is gzip at all.
  if (error.message === 'incorrect header check') return foreign(file, 'it is not compressed with gzip');
  return String(error.code).startsWith('Z_') ? damaged(file, error.message) : error;
}
