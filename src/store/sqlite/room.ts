import { type StatsFs, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '../../domain/errors/errors.js';

/** An import would take the room that callers need. */
export class NoRoomToImport extends CodedError {
  readonly code = 'no-room-to-import';
}

/** A disk in blocks, as the system tells of it. */
type Disk = Pick<StatsFs, 'bsize' | 'blocks' | 'bavail'>;

/** What an import leaves to callers: so much, or on a small disk so much of it. */
const reserve = { bytes: 100e6, ofDisk: 0.25 };

/** The room on the disk under a database, of which a load leaves callers what they need. */
export class Room {
  /**
   * @param file of the database
   * @param look tells how much room there is, for tests
   */
  constructor(
    private readonly file: string,
    private readonly look: (folder: string) => Promise<Disk> = statfs,
  ) {}

  /**
   * @param bytes that are about to be written, at the least
   * @throws NoRoomToImport
   */
  async require(bytes = 0): Promise<void> {
    const folder = dirname(this.file);
    const { bsize, blocks, bavail } = await this.look(folder);
    const [free, kept] = [bavail * bsize, Math.min(reserve.bytes, blocks * bsize * reserve.ofDisk)];
    // What is in the log has yet to go into the file, which then grows by it.
    const logged = statSync(`${this.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (free - bytes - logged >= kept) return;
    const megabytes = (size: number) => `${(size / 1e6).toFixed(1)} MB`;
    const wanted = bytes > 0 ? `, the import takes ${megabytes(bytes)} at the least,` : '';
    throw new NoRoomToImport(
      `${megabytes(free)} are free at ${folder}${wanted} and ${megabytes(kept)} must be left for callers. Nothing is public; make room, then import again.`,
    );
  }
}
