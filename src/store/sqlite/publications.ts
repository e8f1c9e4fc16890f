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
import { addVersions, isOneStatement, type PackedVersions, packVersions } from './bulk-insert.js';
import type { Connection } from './connection.js';
import type { LockFile } from './lock-file.js';
import type { Writer } from './writer.js';

const versionsPerDeletion = 20_000;

const inForceSql = `
  SELECT v.id, v.change, r.sample, r.columns, v.fields, v.hash FROM json_each(?) AS wanted
  CROSS JOIN version v ON v.id = wanted.value
  CROSS JOIN release r ON r.no = v.release
  WHERE r.dataset = ? AND r.position > 0 ORDER BY r.position`;

const laterSql = 'SELECT coalesce(sum(versions), 0) AS n FROM release WHERE dataset = ? AND position > ?';

/** A record of the draft that a later release has changed, looked for from whichever side has fewer versions. */
const outdatedSql = {
  fromDraft: `
    SELECT v.id FROM version v CROSS JOIN version w ON w.id = v.id CROSS JOIN release s ON s.no = w.release
    WHERE v.release = ? AND s.dataset = ? AND s.position > ? LIMIT 1`,
  fromLater: `
    SELECT v.id FROM release s CROSS JOIN version w ON w.release = s.no CROSS JOIN version v ON v.id = w.id
    WHERE v.release = ? AND s.dataset = ? AND s.position > ? LIMIT 1`,
};

const historySql = `
  SELECT v.line, v.id, v.change, v.fields, v.raw, v.previous, v.hash, v.release
  FROM version v CROSS JOIN release r ON r.no = v.release
  WHERE v.id = ? AND r.dataset = ? AND r.position > 0 ORDER BY r.position`;

const versionsOfSql = `
  SELECT v.line, v.id, v.change, v.fields, v.raw, v.previous, v.hash,
    (SELECT w.hash FROM version w CROSS JOIN release s ON s.no = w.release
     WHERE w.id = v.id AND s.dataset = r.dataset AND s.position < coalesce(r.position, ${Number.MAX_SAFE_INTEGER})
     ORDER BY s.position DESC LIMIT 1) AS before,
    (SELECT json_group_array(json_array(k.field, k.value)) FROM version_key k
     WHERE k.release = v.release AND k.line = v.line) AS keys
  FROM release r CROSS JOIN version v ON v.release = r.no
  WHERE r.no = ? AND v.line > ? ORDER BY v.line LIMIT ?`;

const lastOfChainSql = 'SELECT * FROM release WHERE position > 0 ORDER BY position DESC LIMIT 1';

/** A release that was loading becomes a draft. */
const bodySql = `
  UPDATE release SET state = 'draft', sha256 = ?, versions = ?, growth = ?, root = ? WHERE no = ? AND state = 'loading'`;

/** So many at once, that a turn which wants to be written never waits long. */
const maxStagedTogether = 16;

export class SqlitePublications implements PublicationStore {
  private readonly staged: Batch<PackedVersions, readonly number[]>;

  constructor(
    private readonly reader: Connection,
    private readonly writer: Writer,
    private readonly lockFile: LockFile,
  ) {
    this.staged = new Batch((parts) => this.addStaged(parts), maxStagedTogether);
  }

  async lock(): Promise<(() => Promise<void>) | null> {
    const unlock = await this.lockFile.take();
    if (!unlock) return null;
    const giveBack = async () => {
      await this.writer.statement((connection) => connection.checkpointEach('turns'));
      await unlock();
    };
    try {
      await this.writer.statement((connection) => connection.checkpointEach('load'));
      const left = await this.reader.all<{ no: number }>("SELECT no FROM release WHERE state = 'loading' ORDER BY no");
      for (const { no } of left) await this.erase(no);
    } catch (error) {
      await giveBack();
      throw error;
    }
    return giveBack;
  }

  begin(plan: ReleasePlan): Promise<number> {
    return this.writer.statement((connection) => addRelease(connection, plan, 'loading'));
  }

  async inForce(dataset: string, ids: readonly string[]): Promise<ReadonlyMap<string, InForce>> {
    const rows = await this.reader.all<InForceRow>(inForceSql, [JSON.stringify(ids), dataset]);
    // In the order of publication: the last of each id is the one in force.
    return new Map(rows.map((row) => [row.id, inForceOf(row)]));
  }

  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staged.add(packVersions(release, versions));
  }

  /** What came while the database was busy goes in together: between two statements it waits for the main thread. */
  private addStaged(parts: readonly PackedVersions[]): Promise<readonly (readonly number[])[]> {
    const add = (connection: Connection) => addVersions(connection, parts);
    return isOneStatement(parts) ? this.writer.statement(add) : this.writer.transaction(add);
  }

  async unstage(release: number, lines: readonly number[]): Promise<void> {
    const named = [release, JSON.stringify(lines)];
    await this.writer.transaction(async (connection) => {
      for (const table of ['version_key', 'version']) {
        const sql = `DELETE FROM ${table} WHERE release = ? AND line IN (SELECT value FROM json_each(?))`;
        await connection.run(sql, named);
      }
    });
  }

  async finish(release: number, { sha256, versions, growth, root }: ReleaseBody): Promise<void> {
    await this.writer.statement(async (connection) => {
      const changed = await connection.run(bodySql, [sha256, versions, growth, root, release]);
      if (changed !== 1) throw wrongState(release, 'is not being loaded');
    });
  }

  draft(plan: ReleasePlan, body: ReleaseBody, versions: readonly StagedVersion[]): Promise<number> {
    return this.writer.transaction(async (connection) => {
      const no = await addRelease(connection, plan, 'draft', body);
      await addVersions(connection, [packVersions(no, versions)]);
      return no;
    });
  }

  async discard(release: number): Promise<void> {
    const row = await this.row(this.reader, release);
    if (row.state === 'loading') return this.erase(release);
    await this.writer.statement(async (connection) => {
      const sql = "UPDATE release SET state = 'discarded' WHERE no = ? AND state IN ('draft', 'approved')";
      if ((await connection.run(sql, [release])) !== 1) throw wrongState(release, `is ${row.state}`);
    });
  }

  async approve(release: number, by: string, at: number): Promise<void> {
    await this.writer.transaction(async (connection) => {
      await this.approveNow(connection, release, { by }, at);
    });
  }

  publish(release: number, at: number, approval?: Approval): Promise<Release> {
    return this.writer.transaction(async (connection) => {
      if (approval) await this.approveNow(connection, release, approval, at);
      const row = await this.row(connection, release);
      const last = await connection.one<ReleaseRow>(lastOfChainSql);
      const done = seal(releaseOf(row), last && chainEndOf(last), at);
      await refuseOutdated(connection, row);
      await connection.run(
        "UPDATE release SET state = 'published', published_at = ?, position = ?, previous = ?, hash = ? WHERE no = ?",
        [done.publishedAt, done.position, done.previous, done.hash, release],
      );
      return done;
    });
  }

  private async approveNow(connection: Connection, release: number, approval: Approval, at: number): Promise<void> {
    const { approvedBy, approvedAt } = approve(releaseOf(await this.row(connection, release)), approval, at);
    const { body } = approval;
    if (body) await connection.run(bodySql, [body.sha256, body.versions, body.growth, body.root, release]);
    const sql = "UPDATE release SET state = 'approved', approved_by = ?, approved_at = ? WHERE no = ?";
    await connection.run(sql, [approvedBy, approvedAt, release]);
  }

  async get(release: number): Promise<Release | null> {
    const row = await this.reader.one<ReleaseRow>('SELECT * FROM release WHERE no = ?', [release]);
    return row && releaseOf(row);
  }

  async last(): Promise<Release | null> {
    const row = await this.reader.one<ReleaseRow>(lastOfChainSql);
    return row && releaseOf(row);
  }

  async list(filter: { dataset?: string; state?: ReleaseState; limit: number }): Promise<readonly Release[]> {
    const { dataset = null, state = null, limit } = filter;
    const sql = `
      SELECT * FROM release WHERE (?1 IS NULL OR dataset = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY no DESC LIMIT ?3`;
    return (await this.reader.all<ReleaseRow>(sql, [dataset, state, limit])).map(releaseOf);
  }

  async history(dataset: string, id: string): Promise<readonly HistoricVersion[]> {
    const rows = await this.reader.all<VersionRow & { release: number }>(historySql, [id, dataset]);
    const releases = await Promise.all(rows.map((row) => this.row(this.reader, row.release)));
    return rows.map((row, place) => ({ version: versionOf(row), release: releaseOf(releases[place] as ReleaseRow) }));
  }

  async chain(after: number, limit: number): Promise<readonly Release[]> {
    const sql = 'SELECT * FROM release WHERE position > ? ORDER BY position LIMIT ?';
    return (await this.reader.all<ReleaseRow>(sql, [after, limit])).map(releaseOf);
  }

  async versionsOf(release: number, afterLine: number, limit: number): Promise<readonly AuditedVersion[]> {
    const rows = await this.reader.all<AuditedRow>(versionsOfSql, [release, afterLine, limit]);
    return rows.map(auditedOf);
  }

  async sizeOf(release: number): Promise<number> {
    const row = await this.reader.one<{ n: number }>('SELECT count(*) AS n FROM version WHERE release = ?', [release]);
    return row?.n ?? 0;
  }

  async census(): Promise<Census> {
    return (await this.reader.one<Census>(censusSql)) ?? { releases: 0, missing: null };
  }

  private async row(connection: Connection, release: number): Promise<ReleaseRow> {
    const row = await connection.one<ReleaseRow>('SELECT * FROM release WHERE no = ?', [release]);
    if (!row) throw unknownRelease(release);
    return row;
  }

  /** Deletes what never was a draft, a piece at a time: calls are answered in between. */
  private async erase(release: number): Promise<void> {
    for (const table of ['version_key', 'version']) {
      const sql = `DELETE FROM ${table} WHERE release = ? AND line IN (
        SELECT line FROM ${table} WHERE release = ? LIMIT ${versionsPerDeletion})`;
      let deleted = 1;
      while (deleted > 0)
        deleted = await this.writer.statement((connection) => connection.run(sql, [release, release]));
    }
    await this.writer.statement((connection) =>
      connection.run("DELETE FROM release WHERE no = ? AND state = 'loading'", [release]),
    );
  }
}

/** @throws PublicationRefused when a record of the draft has got another version since the draft was made */
async function refuseOutdated(connection: Connection, { no, dataset, based_on, versions }: ReleaseRow): Promise<void> {
  const later = (await connection.one<{ n: number }>(laterSql, [dataset, based_on]))?.n ?? 0;
  if (later === 0) return;
  const sql = versions <= later ? outdatedSql.fromDraft : outdatedSql.fromLater;
  const clash = await connection.one<{ id: string }>(sql, [no, dataset, based_on]);
  if (clash) throw outdated(no, clash.id);
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
     SELECT ${values.map(() => '?').join(', ')}, coalesce(max(position), 0) FROM release RETURNING no`,
    values,
  );
  return row?.no ?? 0;
}
