import { Batch } from '../../database/batch.js';
import type { Connection } from '../../database/sqlite/connection.js';
import type { LockFile } from '../../database/sqlite/locks.js';
import type { Writer } from '../../database/sqlite/writer.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';
import type { Staging } from '../shared/publications.js';
import { addVersions, isOneStatement, type PackedVersions, packVersions } from './bulk-insert.js';
import type { Room } from './room.js';

/** So many at once, that a turn which wants to be written never waits long. */
const maxTogether = 16;

/** Rows stand in their table, in its indexes, and for a while in the log. */
const copies = 3;

/** What came while the database was busy goes in together: between two statements it waits for the main thread. */
export class SqliteStaging implements Staging {
  private isWatched = false;
  private readonly staged: Batch<PackedVersions, readonly number[]>;

  constructor(
    private readonly writer: Writer,
    private readonly lockFile: LockFile,
    private readonly room: Room,
  ) {
    this.staged = new Batch<PackedVersions, readonly number[]>(async (parts) => {
      if (this.isWatched) await this.requireRoomFor(parts);
      const add = (connection: Connection) => addVersions(connection, parts);
      return isOneStatement(parts) ? writer.statement(add) : writer.transaction(add);
    }, maxTogether);
  }

  /** @throws NoRoomToImport when callers would be left too little */
  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staged.add(packVersions(release, versions));
  }

  async insert(connection: Connection, release: number, versions: readonly StagedVersion[]): Promise<void> {
    await addVersions(connection, [packVersions(release, versions)]);
  }

  /**
   * When it is given up, the log that the load has grown is given back to the disk.
   * @throws NoRoomToImport when there is not even room for so many bytes
   */
  async lock(bytes: number): Promise<(() => Promise<void>) | null> {
    this.isWatched = bytes > 0;
    // The log keeps the room that it has once taken.
    if (this.isWatched) await this.giveBack();
    if (this.isWatched) await this.room.require(bytes);
    const unlock = await this.lockFile.take();
    if (!unlock) return null;
    return async () => {
      await this.giveBack();
      await unlock();
    };
  }

  private async requireRoomFor(parts: readonly PackedVersions[]): Promise<void> {
    const bytes = parts.reduce((sum, { rows, keys }) => sum + rows.length + (keys?.length ?? 0), 0);
    try {
      await this.room.require(copies * bytes);
    } catch (error) {
      // Taking back what was written takes room, too.
      await this.giveBack();
      throw error;
    }
  }

  /** The log. Where it cannot be given back now, the next load does it. */
  async giveBack(): Promise<void> {
    await this.writer.statement((one) => one.giveLogBack()).catch(() => undefined);
  }
}
