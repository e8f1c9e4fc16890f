import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, EitherReader } from '../../database/either-database.js';
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
import { eraseRelease } from './erase-release.js';
import * as sql from './publication-queries.js';
import {
  type AuditedRow,
  auditedOf,
  type InForceRow,
  inForceOf,
  newReleaseValues,
  type ReleaseRow,
  releaseOf,
} from './release-row.js';

/** How versions are added by the million, which each database does in its own way for speed. */
export interface Staging {
  /** Adds versions to a release that is loading. @returns the lines that were not taken, for their id is there already */
  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]>;
  /** Adds a few versions in a transaction that is under way. */
  insert(connection: EitherConnection, release: number, versions: readonly StagedVersion[]): Promise<void>;
  /** Gives back what loading and erasing take on the disk beside the tables. */
  giveBack(): Promise<void>;
  /** Takes the right to load so many bytes, which ends with the process. @returns what gives it back; null while another has it */
  lock(bytes: number): Promise<(() => Promise<void>) | null>;
}

export class StoredPublications implements PublicationStore {
  private readonly sql: ReturnType<typeof sql.publicationQueries>;

  constructor(
    private readonly database: Database,
    private readonly staging: Staging,
  ) {
    this.sql = sql.publicationQueries(database.dialect);
  }

  async lock(bytes = 0): Promise<(() => Promise<void>) | null> {
    const unlock = await this.staging.lock(bytes);
    if (!unlock) return null;
    const { reader, writer } = this.database;
    try {
      const left = await reader.all<{ no: number }>("SELECT no FROM release WHERE state = 'loading' ORDER BY no");
      for (const { no } of left) await eraseRelease(writer, no, () => this.staging.giveBack());
    } catch (error) {
      await unlock();
      throw error;
    }
    return unlock;
  }

  begin(plan: ReleasePlan): Promise<number> {
    return this.database.writer.statement((connection) => addRelease(connection, plan, 'loading'));
  }

  async inForce(dataset: string, ids: readonly string[]): Promise<ReadonlyMap<string, InForce>> {
    const { patientReader, dialect } = this.database;
    const rows = await patientReader.all<InForceRow>(this.sql.inForce, [dialect.texts(ids), dataset]);
    return new Map(rows.map((row) => [row.id, inForceOf(row)]));
  }

  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]> {
    return this.staging.stage(release, versions);
  }

  async unstage(release: number, lines: readonly number[]): Promise<void> {
    const parameters = [release, this.database.dialect.numbers(lines)];
    await this.database.writer.transaction(async (connection) => {
      for (const text of this.sql.unstage) await connection.run(text, parameters);
    });
  }

  async finish(release: number, body: ReleaseBody): Promise<void> {
    const changed = await this.database.writer.statement((connection) => writeBody(connection, release, body));
    if (changed !== 1) throw wrongState(release, 'is not being loaded');
  }

  draft(plan: ReleasePlan, body: ReleaseBody, versions: readonly StagedVersion[]): Promise<number> {
    return this.database.writer.transaction(async (connection) => {
      const no = await addRelease(connection, plan, 'draft', body);
      await this.staging.insert(connection, no, versions);
      return no;
    });
  }

  async discard(release: number): Promise<void> {
    const { reader, writer } = this.database;
    const { state } = await rowOf(reader, release);
    if (state === 'loading') return eraseRelease(writer, release, () => this.staging.giveBack());
    const changed = await writer.statement((connection) => connection.run(sql.discardSql, [release]));
    const remedy = state === 'published' ? ', and stays so: take back what is wrong with yibo withdraw' : '';
    if (changed !== 1) throw wrongState(release, `is ${state}${remedy}`);
  }

  async approve(release: number, by: string, at: number): Promise<void> {
    const { writer, dialect } = this.database;
    await writer.transaction((connection) => approveNow(connection, dialect, { release, approval: { by }, at }));
  }

  async publish(release: number, at: number, approval?: Approval): Promise<Release> {
    const { reader, patientReader, writer, dialect } = this.database;
    // Most of the comparing is done before the chain is held: of a large release it takes seconds.
    const draft = await rowOf(reader, release);
    const seen = (await reader.one<ReleaseRow>(sql.lastOfChainSql))?.position ?? 0;
    if (draft.state === 'approved' || approval) await this.refuseOutdated(patientReader, draft);
    return writer.longTransaction(async (connection) => {
      await dialect.lockChain(connection);
      if (approval) await approveNow(connection, dialect, { release, approval, at });
      const row = await rowOf(connection, release, dialect.lockRow);
      const done = seal(releaseOf(row), await connection.one<ReleaseRow>(sql.lastOfChainSql), at);
      await this.refuseOutdated(connection, { ...row, basedOn: Math.max(row.basedOn, seen) });
      await connection.run(sql.publishSql, [done.publishedAt, done.position, done.previous, done.hash, release]);
      return done;
    });
  }

  async get(release: number): Promise<Release | null> {
    const row = await this.database.reader.one<ReleaseRow>(sql.releaseSql, [release]);
    return row && releaseOf(row);
  }

  async last(): Promise<Release | null> {
    const row = await this.database.reader.one<ReleaseRow>(sql.lastOfChainSql);
    return row && releaseOf(row);
  }

  async list(filter: { dataset?: string; state?: ReleaseState; limit: number }): Promise<readonly Release[]> {
    const { dataset = null, state = null, limit } = filter;
    return (await this.database.reader.all<ReleaseRow>(sql.listSql, [dataset, state, limit])).map(releaseOf);
  }

  async history(dataset: string, id: string): Promise<readonly HistoricVersion[]> {
    const { reader } = this.database;
    type HistoricRow = HistoricVersion['version'] & { readonly release: number };
    const rows = await reader.all<HistoricRow>(this.sql.history, [id, dataset]);
    const releases = await Promise.all(rows.map(({ release }) => rowOf(reader, release)));
    return rows.map(({ release: _, ...version }, place) => {
      return { version, release: releaseOf(releases[place] as ReleaseRow) };
    });
  }

  async chain(after: number, limit: number): Promise<readonly Release[]> {
    return (await this.database.reader.all<ReleaseRow>(sql.chainSql, [after, limit])).map(releaseOf);
  }

  async versionsOf(release: number, afterLine: number, limit: number): Promise<readonly AuditedVersion[]> {
    const parameters = [release, afterLine, limit];
    return (await this.database.patientReader.all<AuditedRow>(this.sql.versionsOf, parameters)).map(auditedOf);
  }

  astray(release: number, afterLine: number, lastLine: number): Promise<{ line: number; id: string } | null> {
    return this.database.patientReader.one(sql.astraySql, [release, afterLine, lastLine]);
  }

  async sizeOf(release: number): Promise<number> {
    const text = 'SELECT count(*) AS n FROM version WHERE release = $1';
    return (await this.database.patientReader.one<{ n: number }>(text, [release]))?.n ?? 0;
  }

  async census(): Promise<Census> {
    return (await this.database.patientReader.one<Census>(sql.censusSql)) ?? { releases: 0, missing: null };
  }

  /** @throws PublicationRefused when a record of the draft has got another version since the draft was made */
  private async refuseOutdated(reader: EitherReader, { no, dataset, basedOn, versions }: ReleaseRow): Promise<void> {
    const later = (await reader.one<{ n: number }>(sql.laterSql, [dataset, basedOn]))?.n ?? 0;
    if (later === 0) return;
    const text = versions <= later ? this.sql.outdated.fromDraft : this.sql.outdated.fromLater;
    const clash = await reader.one<{ id: string }>(text, [no, dataset, basedOn]);
    if (clash) throw outdated(no, clash.id);
  }
}

async function approveNow(
  connection: EitherConnection,
  { lockRow }: Dialect,
  { release, approval, at }: { release: number; approval: Approval; at: number },
): Promise<void> {
  const row = await rowOf(connection, release, lockRow);
  const { approvedBy, approvedAt } = approve(releaseOf(row), approval, at);
  if (approval.body) await writeBody(connection, release, approval.body);
  await connection.run(sql.approveSql, [approvedBy, approvedAt, release]);
}

/** @returns how many releases became a draft: none when it was not being loaded */
function writeBody(connection: EitherConnection, release: number, body: ReleaseBody): Promise<number> {
  const { sha256, versions, growth, root } = body;
  return connection.run(sql.bodySql, [sha256, versions, growth, root, release]);
}

/** @throws PublicationRefused when there is no such release */
async function rowOf(reader: EitherReader, release: number, lock: Dialect['lockRow'] = ''): Promise<ReleaseRow> {
  const row = await reader.one<ReleaseRow>(`${sql.releaseSql} ${lock}`, [release]);
  if (!row) throw unknownRelease(release);
  return row;
}

/** @returns its number */
async function addRelease(
  connection: EitherConnection,
  plan: ReleasePlan,
  state: ReleaseState,
  body?: ReleaseBody,
): Promise<number> {
  return (await connection.one<{ no: number }>(sql.addReleaseSql, newReleaseValues(plan, state, body)))?.no ?? 0;
}
