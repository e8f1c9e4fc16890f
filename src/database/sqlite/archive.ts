import type { Archive, TableChunk } from '../../domain/care/stores.js';
import { readTable, tables } from '../tables.js';
import { Connection } from './connection.js';
import type { Writer } from './writer.js';

/** A backup reads on a connection of its own, so that it sees one moment and holds up nobody. */
export class SqliteArchive implements Archive {
  constructor(
    private readonly file: string,
    private readonly writer: Writer,
  ) {}

  async *dump(): AsyncGenerator<TableChunk> {
    const connection = await Connection.open(this.file, true);
    try {
      await connection.exec('BEGIN');
      for (const [table, order] of Object.entries(tables)) {
        yield* readTable(table, order, (sql, parameters) => connection.all(sql, parameters));
      }
    } finally {
      await connection.close();
    }
  }

  async load(chunks: AsyncIterable<TableChunk>): Promise<void> {
    await this.writer.transaction(async (connection) => {
      for (const table of Object.keys(tables)) {
        const found = await connection.one(`SELECT 1 FROM ${table} LIMIT 1`);
        if (found) throw new Error(`the database is not empty: "${table}" has rows. Restore into a new one.`);
      }
      for await (const { table, columns, rows } of chunks) {
        if (!(table in tables)) throw new Error(`the backup has a table "${table}" that is unknown here`);
        const names = columns.map((column) => `"${column.replaceAll('"', '')}"`).join(', ');
        const values = columns.map((_, place) => `value ->> ${place}`).join(', ');
        await connection.run(`INSERT INTO ${table} (${names}) SELECT ${values} FROM json_each(?)`, [
          JSON.stringify(rows),
        ]);
      }
    });
  }
}
