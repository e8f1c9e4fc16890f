import type { Database } from '../../database/database.js';
import type { Forgetful, PersonalData } from '../../domain/care/forgetful.js';

/** How many rows are looked at, and removed, at once. */
const rowsPerPiece = 500;

/** Data about persons in a table; in its conditions `one` is a row of it. */
export interface ForgetfulTable extends Omit<PersonalData, 'tables'> {
  readonly table: string;
  /** Tables whose rows go with it. */
  readonly with?: readonly string[];
  /** The column that names what is counted and removed. */
  readonly key: string;
  /** The column of an index along which removal goes through the table: a moment, or the key itself. */
  readonly walk: string;
  /** True of a row whose time is over, before the moment `$1`. */
  readonly isOver: string;
  /** Takes the person out of rows, or the rows out of the table; its condition is added. */
  readonly removeSql: string;
  /** Removes what is kept of the conversation `$1`; null when nothing tells whose it is. */
  readonly forgetSql: string | null;
}

interface WalkedRow {
  readonly id: string;
  readonly place: string | number;
  readonly isOver: number;
}

/** What counts and what removes is one condition, so that both come to the same. */
export class StoredForgetful implements Forgetful {
  readonly kind: string;
  readonly shortest: string;
  readonly because: string;
  readonly otherwise?: string;
  readonly tables: readonly string[];

  constructor(
    private readonly database: Database,
    private readonly data: ForgetfulTable,
  ) {
    const { kind, shortest, because, otherwise, table, with: others = [] } = data;
    this.kind = kind;
    this.shortest = shortest;
    this.because = because;
    if (otherwise !== undefined) this.otherwise = otherwise;
    this.tables = [table, ...others];
  }

  async count(before: number): Promise<number> {
    const { table, key, isOver } = this.data;
    const sql = `SELECT count(DISTINCT one.${key}) AS n FROM ${table} AS one WHERE ${isOver}`;
    return (await this.database.patientReader.one<{ n: number }>(sql, [before]))?.n ?? 0;
  }

  async *remove(before: number): AsyncGenerator<number> {
    for (let last: WalkedRow | null = null; ; ) {
      const rows: readonly WalkedRow[] = await this.walk(before, last);
      const over = rows.filter(({ isOver }) => isOver === 1).map(({ id }) => id);
      if (over.length > 0) yield await this.removePiece(before, [...new Set(over)]);
      last = rows.at(-1) ?? null;
      const isAtEnd = rows.length < rowsPerPiece || (typeof last?.place === 'number' && last.place >= before);
      if (isAtEnd) return;
    }
  }

  async forget(conversationId: string): Promise<void> {
    const { forgetSql } = this.data;
    if (forgetSql === null) return;
    await this.database.writer.statement((connection) => connection.run(forgetSql, [conversationId]));
  }

  /** Looks at the next rows, whether their time is over or not: the next piece need not look at them again. */
  private walk(before: number, last: WalkedRow | null): Promise<readonly WalkedRow[]> {
    const { table, key, walk, isOver } = this.data;
    const behind = `WHERE one.${walk} >= $2 AND (one.${walk} > $2 OR one.${key} > $3)`;
    const sql = `
      SELECT one.${key} AS id, one.${walk} AS place, CASE WHEN ${isOver} THEN 1 ELSE 0 END AS "isOver"
      FROM ${table} AS one ${last ? behind : ''} ORDER BY one.${walk}, one.${key} LIMIT ${rowsPerPiece}`;
    return this.database.reader.all<WalkedRow>(sql, last ? [before, last.place, last.id] : [before]);
  }

  /** @returns how many it was; what somebody has come back to meanwhile stays */
  private async removePiece(before: number, ids: readonly string[]): Promise<number> {
    const { writer, dialect } = this.database;
    const { key, isOver, removeSql } = this.data;
    // IS TRUE: rows are found by their keys, never by an index over all whose time is over.
    const isNamed = dialect.isOneOf(`one.${key}`, '$2', 'texts');
    const sql = `${removeSql} WHERE ${isNamed} AND (${isOver}) IS TRUE RETURNING ${key} AS id`;
    const rows = await writer.transaction((connection) =>
      connection.all<{ id: string }>(sql, [before, dialect.texts(ids)]),
    );
    return new Set(rows.map(({ id }) => id)).size;
  }
}
