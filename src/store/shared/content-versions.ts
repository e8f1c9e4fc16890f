import type { Database } from '../../database/database.js';
import type { Forgetful, PersonalData } from '../../domain/care/forgetful.js';
import type { ContentStore } from '../../domain/content/stores.js';

// A clock that was set back does not make an older version the newest.
const saveSql = `
  INSERT INTO content_version (version, files, in_force_at)
  SELECT $1, $2, max(at) FROM (
    SELECT CAST($3 AS bigint) AS at UNION ALL SELECT 1 + max(in_force_at) FROM content_version) AS moments
  WHERE true
  ON CONFLICT (version) DO UPDATE SET in_force_at = excluded.in_force_at`;
const newestFirstSql = 'SELECT version FROM content_version ORDER BY in_force_at DESC, version';

/** Content as it was, for the conversations that began on it. */
export class StoredContents implements ContentStore {
  constructor(private readonly database: Database) {}

  async save(version: string, files: string, at: number): Promise<void> {
    await this.database.writer.statement((connection) => connection.run(saveSql, [version, files, at]));
  }

  async load(version: string): Promise<string | null> {
    const sql = 'SELECT files FROM content_version WHERE version = $1';
    return (await this.database.reader.one<{ files: string }>(sql, [version]))?.files ?? null;
  }

  async newestFirst(): Promise<readonly string[]> {
    return (await this.database.reader.all<{ version: string }>(newestFirstSql)).map(({ version }) => version);
  }
}

/** Whatever a rule says, so many are kept: a start on broken files goes back to them. */
const newestKept = 5;
/** A version is most of a megabyte. */
const versionsPerPiece = 5;

/** Versions of the content are no data about persons, but there is one more at each saved change. */
export const contentVersions = {
  kind: 'content-versions',
  shortest: 'P1D',
  because: 'conversations finish on the words that they began with',
  otherwise: 'P7D',
  tables: ['content_version'],
} satisfies PersonalData;

const oldSql = `
  SELECT version FROM content_version WHERE in_force_at < $1 AND version NOT IN (
    SELECT version FROM content_version ORDER BY in_force_at DESC, version LIMIT ${newestKept})
  ORDER BY in_force_at`;

/** Lets go of versions that were taken up long ago, when no conversation has gone on with them since. */
export class ForgettableContents implements Forgetful {
  readonly kind = contentVersions.kind;
  readonly shortest = contentVersions.shortest;
  readonly because = contentVersions.because;
  readonly otherwise = contentVersions.otherwise;
  readonly tables = contentVersions.tables;

  constructor(private readonly database: Database) {}

  async count(before: number): Promise<number> {
    return (await this.over(before)).length;
  }

  async *remove(before: number): AsyncGenerator<number> {
    const { writer, dialect } = this.database;
    const over = await this.over(before);
    // One that was taken up again meanwhile stays.
    const sql = `DELETE FROM content_version WHERE ${dialect.isOneOf('version', '$2', 'texts')} AND in_force_at < $1`;
    for (let at = 0; at < over.length; at += versionsPerPiece) {
      const piece = dialect.texts(over.slice(at, at + versionsPerPiece));
      yield await writer.statement((connection) => connection.run(sql, [before, piece]));
    }
  }

  /** No version tells who somebody is. */
  async forget(): Promise<void> {}

  /** Turns are looked through only when there is something that could go. */
  private async over(before: number): Promise<readonly string[]> {
    const { reader, patientReader, dialect } = this.database;
    const old = await reader.all<{ version: string }>(oldSql, [before]);
    if (old.length === 0) return [];
    const usedSql = `SELECT DISTINCT ${dialect.member('state', 'contentVersion')} AS version FROM turn WHERE at >= $1`;
    const rows = await patientReader.all<{ version: string }>(usedSql, [before]);
    const used = new Set(rows.map(({ version }) => version));
    return old.map(({ version }) => version).filter((version) => !used.has(version));
  }
}
