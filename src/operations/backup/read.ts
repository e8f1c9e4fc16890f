import { createHash } from 'node:crypto';
import type { TableChunk } from '../../domain/care/stores.js';
import {
  type Backup,
  type BackupFooter,
  type BackupHeader,
  chunkOf,
  cutShort,
  damaged,
  footerOf,
  foreign,
  headerOf,
} from './format.js';
import { linesOf } from './lines.js';
import { unpacked } from './unpack.js';

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
    for await (const { line, share } of linesOf(unpacked(file), (message) => foreign(file, message))) {
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
}

/** Reads a whole backup and keeps nothing of it. @throws BackupRefused unless everything in it is as it was written */
export async function checkBackup(file: string, onProgress?: OnRead): Promise<Backup> {
  const reader = new BackupReader(file);
  for await (const _chunk of reader.chunks(onProgress));
  return reader.backup;
}
