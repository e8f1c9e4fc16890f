import type { Release, ReleaseBody, ReleasePlan, ReleaseState } from '../../domain/disclosure/release.js';
import { approve, outdated, seal, unknownRelease, wrongState } from '../../domain/disclosure/release-steps.js';
import type {
  Approval,
  AuditedVersion,
  Census,
  HistoricVersion,
  InForce,
  PublicationStore,
  StagedVersion,
} from '../../domain/disclosure/stores.js';
import {
  type AuditedRow,
  auditedOf,
  censusSql,
  chainEndOf,
  type InForceRow,
  inForceOf,
  newReleaseColumns,
  newReleaseValues,
  type ReleaseRow,
  releaseOf,
  type VersionRow,
  versionOf,
} from '../release-row.js';
import { Batch } from '../shared/batch.js';
import { again } from './again.js';
import { numberArray, textArray } from './arrays.js';
import type { Connection } from './connection.js';
import { eraseRelease } from './erase-release.js';
import { chainLockSql, takeLoadLock } from './locks.js';
import type { Pool } from './pool.js';
import * as sql from './publication-queries.js';
import type { Queries, Reader } from './reader.js';
import { addVersions } from './version-rows.js';
import type { Writer } from './writer.js';

/** Versions on their way into a release. */
interface Staged {
  readonly release: number;
  readonly versions: readonly StagedVersion[];
}

/** How many pieces of an import go in at once. */
const maxStagedTogether = 8;

export class PostgresPublications implements PublicationStore {
  private readonly staged: Batch<Staged, readonly number[]>;

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly pool: Pool,
  ) {
    this.staged = new Batch((pieces) => this.addStaged(pieces), maxStagedTogether);
  }

  async lock(): Promise<(() => Promise<void>) | null> {
    const unlock = await takeLoadLock(this.pool);
    if (!unlock) return null;
    try {
      const left = await this.reader.all<{ no: number }>("SELECT no FROM release WHERE state = 'loading' ORDER BY no");
      for (const { no } of left) await eraseRelease(this.writer, no);
    } catch (error) {
      await unlock();
      throw error;
    }
    return unlock;
  }

  begin(plan: ReleasePlan): Promise<number> {
    return this.writer.statement((connection) => addRelease(connection, plan, 'loading'));
  }

  async inForce(dataset: string, ids: readonly string[]): Promise<ReadonlyMap<string, InForce>> {
    const parameters = [textArray(ids), dataset];
    const rows = await again(() =>
      this.writer.longTransaction((one) => one.all<InForceRow>(sql.inForceSql, parameters)),
    );
    return new Map(rows.map((row) => [row.id, inForceOf(row)]));
  }

  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staged.add({ release, versions });
  }

  /** What came while the database was busy goes in together, one piece after another: of an id that comes twice the first stays. */
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

  async unstage(release: number, lines: readonly number[]): Promise<void> {
    await this.writer.transaction(async (connection) => {
      for (const table of ['version_key', 'version']) {
        const text = `DELETE FROM ${table} WHERE release = $1 AND line = ANY ($2::bigint[])`;
        await connection.run(text, [release, numberArray(lines)]);
      }
    });
  }

  async finish(release: number, { sha256, versions, growth, root }: ReleaseBody): Promise<void> {
    const parameters = [sha256, versions, growth, root, release];
    const changed = await this.writer.statement((connection) => connection.run(bodySql, parameters));
    if (changed !== 1) throw wrongState(release, 'is not being loaded');
  }

  draft(plan: ReleasePlan, body: ReleaseBody, versions: readonly StagedVersion[]): Promise<number> {
    return this.writer.transaction(async (connection) => {
      const no = await addRelease(connection, plan, 'draft', body);
      await addVersions(connection, no, versions);
      return no;
    });
  }

  async discard(release: number): Promise<void> {
    const row = await rowOf(this.reader, release);
    if (row.state === 'loading') return eraseRelease(this.writer, release);
    const text = "UPDATE release SET state = 'discarded' WHERE no = $1 AND state IN ('draft', 'approved')";
    const changed = await this.writer.statement((connection) => connection.run(text, [release]));
    if (changed !== 1) throw wrongState(release, `is ${row.state}`);
  }

  async approve(release: number, by: string, at: number): Promise<void> {
    await this.writer.transaction(async (connection) => {
      await approveNow(connection, release, { by }, at);
    });
  }

  async publish(release: number, at: number, approval?: Approval): Promise<Release> {
    // Most of the comparing is done before the chain is held: of a large release it takes seconds.
    const draft = await rowOf(this.reader, release);
    const seen = (await this.reader.one<ReleaseRow>(sql.lastOfChainSql))?.position ?? 0;
    if (draft.state === 'approved' || approval) await this.refuseOutdated(draft);
    return this.writer.longTransaction(async (connection) => {
      await connection.exec(chainLockSql);
      if (approval) await approveNow(connection, release, approval, at);
      const row = await rowOf(connection, release, 'FOR UPDATE');
      const last = await connection.one<ReleaseRow>(sql.lastOfChainSql);
      const done = seal(releaseOf(row), last && chainEndOf(last), at);
      await refuseOutdated(connection, { ...row, based_on: Math.max(row.based_on, seen) });
      await connection.run(
        `UPDATE release SET state = 'published', published_at = $1, position = $2, previous = $3, hash = $4
         WHERE no = $5`,
        [done.publishedAt, done.position, done.previous, done.hash, release],
      );
      return done;
    });
  }

  async get(release: number): Promise<Release | null> {
    const row = await this.reader.one<ReleaseRow>(sql.releaseSql, [release]);
    return row && releaseOf(row);
  }

  async last(): Promise<Release | null> {
    const row = await this.reader.one<ReleaseRow>(sql.lastOfChainSql);
    return row && releaseOf(row);
  }

  async list(filter: { dataset?: string; state?: ReleaseState; limit: number }): Promise<readonly Release[]> {
    const { dataset = null, state = null, limit } = filter;
    return (await this.reader.all<ReleaseRow>(sql.listSql, [dataset, state, limit])).map(releaseOf);
  }

  async history(dataset: string, id: string): Promise<readonly HistoricVersion[]> {
    const rows = await this.reader.all<VersionRow & { release: number }>(sql.historySql, [id, dataset]);
    const releases = await Promise.all(rows.map((row) => rowOf(this.reader, row.release)));
    return rows.map((row, place) => ({ version: versionOf(row), release: releaseOf(releases[place] as ReleaseRow) }));
  }

  async chain(after: number, limit: number): Promise<readonly Release[]> {
    return (await this.reader.all<ReleaseRow>(sql.chainSql, [after, limit])).map(releaseOf);
  }

  async versionsOf(release: number, afterLine: number, limit: number): Promise<readonly AuditedVersion[]> {
    const parameters = [release, afterLine, limit];
    const rows = await again(() =>
      this.writer.longTransaction((one) => one.all<AuditedRow>(sql.versionsOfSql, parameters)),
    );
    return rows.map(auditedOf);
  }

  async sizeOf(release: number): Promise<number> {
    const text = 'SELECT count(*) AS n FROM version WHERE release = $1';
    const row = await again(() => this.writer.longTransaction((one) => one.one<{ n: number }>(text, [release])));
    return row?.n ?? 0;
  }

  async census(): Promise<Census> {
    const row = await again(() => this.writer.longTransaction((one) => one.one<Census>(censusSql)));
    return row ?? { releases: 0, missing: null };
  }

  private refuseOutdated(row: ReleaseRow): Promise<void> {
    return this.writer.longTransaction((connection) => refuseOutdated(connection, row));
  }
}

/** A release that was loading becomes a draft. */
const bodySql = `
  UPDATE release SET state = 'draft', sha256 = $1, versions = $2, growth = $3, root = $4
  WHERE no = $5 AND state = 'loading'`;

async function approveNow(connection: Connection, release: number, approval: Approval, at: number): Promise<void> {
  const { approvedBy, approvedAt } = approve(releaseOf(await rowOf(connection, release, 'FOR UPDATE')), approval, at);
  const { body } = approval;
  if (body) await connection.run(bodySql, [body.sha256, body.versions, body.growth, body.root, release]);
  const text = "UPDATE release SET state = 'approved', approved_by = $1, approved_at = $2 WHERE no = $3";
  await connection.run(text, [approvedBy, approvedAt, release]);
}

/** @throws PublicationRefused when a record of the draft has got another version since the draft was made */
async function refuseOutdated(connection: Connection, { no, dataset, based_on, versions }: ReleaseRow): Promise<void> {
  const later = (await connection.one<{ n: number }>(sql.laterSql, [dataset, based_on]))?.n ?? 0;
  if (later === 0) return;
  const text = versions <= later ? sql.outdatedSql.fromDraft : sql.outdatedSql.fromLater;
  const clash = await connection.one<{ id: string }>(text, [no, dataset, based_on]);
  if (clash) throw outdated(no, clash.id);
}

/** @throws PublicationRefused when there is no such release */
async function rowOf(queries: Queries, release: number, lock: '' | 'FOR UPDATE' = ''): Promise<ReleaseRow> {
  const row = await queries.one<ReleaseRow>(`${sql.releaseSql} ${lock}`, [release]);
  if (!row) throw unknownRelease(release);
  return row;
}

async function addRelease(
  connection: Connection,
  plan: ReleasePlan,
  state: ReleaseState,
  body?: ReleaseBody,
): Promise<number> {
  const values = newReleaseValues(plan, state, body);
  const row = await connection.one<{ no: number }>(
    `INSERT INTO release (${newReleaseColumns}, based_on)
     SELECT ${values.map((_, place) => `$${place + 1}`).join(', ')}, coalesce(max(position), 0) FROM release RETURNING no`,
    values,
  );
  return row?.no ?? 0;
}
