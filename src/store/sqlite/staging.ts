import { Batch } from '../../database/batch.js';
import type { Connection } from '../../database/sqlite/connection.js';
import type { LockFile } from '../../database/sqlite/locks.js';
import type { Writer } from '../../database/sqlite/writer.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';
import type { Staging } from '../shared/publications.js';
import { addVersions, isOneStatement, type PackedVersions, packVersions } from './bulk-insert.js';

/** So many at once, that a turn which wants to be written never waits long. */
const maxTogether = 16;

/** What came while the database was busy goes in together: between two statements it waits for the main thread. */
export class SqliteStaging implements Staging {
  private readonly staged: Batch<PackedVersions, readonly number[]>;

  constructor(
    private readonly writer: Writer,
    private readonly lockFile: LockFile,
  ) {
    this.staged = new Batch<PackedVersions, readonly number[]>((parts) => {
      const add = (connection: Connection) => addVersions(connection, parts);
      return isOneStatement(parts) ? writer.statement(add) : writer.transaction(add);
    }, maxTogether);
  }

  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staged.add(packVersions(release, versions));
  }

  async insert(connection: Connection, release: number, versions: readonly StagedVersion[]): Promise<void> {
    await addVersions(connection, [packVersions(release, versions)]);
  }

  /** While it is held, checkpoints are those of a load. */
  async lock(): Promise<(() => Promise<void>) | null> {
    const unlock = await this.lockFile.take();
    if (!unlock) return null;
    const checkpointEach = (work: 'turns' | 'load') => this.writer.statement((one) => one.checkpointEach(work));
    await checkpointEach('load').catch(async (error: unknown) => {
      await unlock();
      throw error;
    });
    return async () => {
      await checkpointEach('turns');
      await unlock();
    };
  }
}
