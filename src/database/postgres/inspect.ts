import type { Inspection } from '../../domain/care/inspection.js';
import { contentsOf } from '../contents.js';
import type { Connection } from './connection.js';
import { migrationsFolder } from './migrations-folder.js';
import { Pool } from './pool.js';

const tablesSql = 'SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()';

const serverSql = `
  SELECT pg_database_size(current_database()) AS bytes, pg_is_in_recovery() AS "isStandby",
    current_setting('default_transaction_read_only') AS "readOnly",
    coalesce((SELECT has_table_privilege(c.oid, 'INSERT') FROM pg_class c WHERE c.oid = to_regclass('turn')), true)
      AS "mayWrite"`;

interface ServerRow {
  readonly bytes: number;
  readonly isStandby: boolean;
  readonly readOnly: string;
  readonly mayWrite: boolean;
}

/** @throws DatabaseUnavailable when the server does not let us in, with what to look at */
export async function inspectPostgres(url: string): Promise<Inspection> {
  const pool = new Pool(url);
  try {
    const { connection, end } = await pool.alone();
    try {
      await connection.exec('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { hostname, port, pathname } = new URL(url);
      const place = `${hostname || 'localhost'}:${port || 5432}${decodeURIComponent(pathname)} (PostgreSQL)`;
      return { ...(await read(connection)), place, file: null, exists: true };
    } finally {
      await end();
    }
  } finally {
    await pool.close();
  }
}

async function read(connection: Connection): Promise<Omit<Inspection, 'place' | 'file' | 'exists'>> {
  const names = (await connection.all<{ name: string }>(tablesSql)).map(({ name }) => name);
  const contents = await contentsOf(connection, { present: new Set(names), isShared: true, folder: migrationsFolder });
  const server = await connection.one<ServerRow>(serverSql);
  return { ...contents, bytes: server?.bytes ?? 0, readOnly: server && whyReadOnly(server) };
}

function whyReadOnly({ isStandby, readOnly, mayWrite }: ServerRow): string | null {
  if (isStandby) return 'it is a standby, which only reads. Name the primary in DATABASE_URL.';
  if (readOnly === 'on') return 'its transactions only read (default_transaction_read_only). Switch that off.';
  return mayWrite ? null : 'this user may not write to its tables. Let their owner GRANT ALL ON ALL TABLES.';
}
