import { Batch } from '../../database/batch.js';
import type { Connection } from '../../database/postgres/connection.js';
import { takeLoadLock } from '../../database/postgres/locks.js';
import type { Pool } from '../../database/postgres/pool.js';
import type { Writer } from '../../database/postgres/writer.js';
import { wrongState } from '../../domain/disclosure/release-steps.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';
import type { Staging } from '../shared/publications.js';
import { addVersions } from './bulk-insert.js';

/** Versions on their way into a release. */
interface Staged {
  readonly release: number;
  readonly versions: readonly StagedVersion[];
}

/** How many pieces of an import go in at once. */
const maxTogether = 8;

/** What came while the database was busy goes in together, one piece after another: of an id that comes twice the first stays. */
export class PostgresStaging implements Staging {
  private readonly staged = new Batch((pieces: readonly Staged[]) => this.addStaged(pieces), maxTogether);

  constructor(
    private readonly writer: Writer,
    private readonly pool: Pool,
  ) {}

  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staged.add({ release, versions });
  }

  async insert(connection: Connection, release: number, versions: readonly StagedVersion[]): Promise<void> {
    await addVersions(connection, release, versions);
  }

  /** The server looks after its disk. */
  giveBack(): Promise<void> {
    return Promise.resolve();
  }

  lock(): Promise<(() => Promise<void>) | null> {
    return takeLoadLock(this.pool);
  }

  private async addStaged(pieces: readonly Staged[]): Promise<readonly (readonly number[])[]> {
    const repeated = new Map<number, ReadonlySet<number>>();
    for (const release of new Set(pieces.map((piece) => piece.release))) {
      const versions = pieces.filter((piece) => piece.release === release).flatMap((piece) => piece.versions);
      repeated.set(release, new Set(await this.addTo(release, versions)));
    }
    return pieces.map(({ release, versions }) =>
      versions.map(({ line }) => line).filter((line) => repeated.get(release)?.has(line)),
    );
  }

  private addTo(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.writer.longTransaction(async (connection) => {
      // Another process may have taken over since and cleared this release away, or be about to.
      const held = "SELECT no FROM release WHERE no = $1 AND state = 'loading' FOR SHARE";
      if (!(await connection.one(held, [release]))) throw wrongState(release, 'is not being loaded');
      return addVersions(connection, release, versions);
    });
  }
}
