import type { Archive, TableChunk } from '../../domain/care/stores.js';
import { readTable, tables } from '../tables.js';
import { textArray } from './arrays.js';
import type { Connection } from './connection.js';
import type { Pool } from './pool.js';
import type { Writer } from './writer.js';

/** Tables whose rows the database numbers: what is added after a restore goes on behind them. */
const numbered = ['release', 'listing_index', 'listing_list'];

const columnsSql = `
  SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`;

/** A backup reads on a connection of its own, in one snapshot, so that it sees one moment and holds up nobody. */
export class PostgresArchive implements Archive {
  constructor(
    private readonly pool: Pool,
    private readonly writer: Writer,
  ) {}

  async *dump(): AsyncGenerator<TableChunk> {
    const { connection, end } = await this.pool.alone();
    try {
      await connection.exec('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      for (const [table, order] of Object.entries(tables)) {
        yield* readTable(table, order, (sql, parameters) => connection.all(sql, parameters));
      }
    } finally {
      await end();
    }
  }

  async load(chunks: AsyncIterable<TableChunk>): Promise<void> {
    await this.writer.longTransaction(async (connection) => {
      for (const table of Object.keys(tables)) {
        const found = await connection.one(`SELECT 1 FROM ${table} LIMIT 1`);
        if (found) throw new Error(`the database is not empty: "${table}" has rows. Restore into a new one.`);
      }
      const inserts = new Map<string, string>();
      for await (const { table, columns, rows } of chunks) {
        const what = `${table} (${columns.join()})`;
        const sql = inserts.get(what) ?? (await insertSql(connection, table, columns));
        inserts.set(what, sql);
        const values = columns.map((_, place) => textArray(rows.map((row) => textOf(row[place]))));
        await connection.run(sql, values);
      }
      for (const table of numbered) {
        await connection.exec(
          `SELECT setval(pg_get_serial_sequence('${table}', 'no'), coalesce(max(no), 0) + 1, false) FROM ${table}`,
        );
      }
    });
  }
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** @returns a statement that takes a column's values as a list of texts each */
async function insertSql(connection: Connection, table: string, columns: readonly string[]): Promise<string> {
  if (!(table in tables)) throw new Error(`the backup has a table "${table}" that is unknown here`);
  const rows = await connection.all<{ name: string; type: string }>(columnsSql, [table]);
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  const unknown = columns.filter((column) => !types.has(column));
  if (unknown.length > 0) throw new Error(`the backup has a column "${unknown[0]}" in "${table}" that is unknown here`);
  const names = columns.map((column) => `"${column}"`).join(', ');
  const lists = columns.map((_, place) => `$${place + 1}::text[]`).join(', ');
  const values = columns.map((column) => `given."${column}"::${types.get(column)}`).join(', ');
  return `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${lists}) AS given (${names})`;
}
