import type { Damage, Examiner, PartKind, Search } from '../../domain/care/damage.js';
import type { Inspection } from '../../domain/care/inspection.js';
import { missingMigrations } from '../migrations.js';
import { alterations, type Part } from '../structure.js';
import { tables } from '../tables.js';
import type { Connection } from './connection.js';
import { inspectPostgres } from './inspect.js';
import { migrationsFolder } from './migrations-folder.js';
import { Pool } from './pool.js';

/** Of the two that are compared, the one made for it; gone before anybody else could see it. */
const madeSchema = 'yibo_as_it_is_made';

/** Errors of the server that are about damage, not about us: XX001 data_corrupted, XX002 index_corrupted. */
const damageCodes = ['XX001', 'XX002'];
const notAllowed = ['42501', '25006'];

const partsSql = `
  WITH ours AS (SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p'))
  SELECT 'table' AS kind, relname::text AS name, relname::text AS "table", (
      SELECT string_agg(format('%s %s %s %s', attname, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY attname)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ours.oid AND attnum > 0 AND NOT attisdropped) AS definition
    FROM ours
  UNION ALL SELECT 'constraint', conname::text, relname::text, pg_get_constraintdef(k.oid, true)
    FROM pg_constraint k JOIN ours ON ours.oid = conrelid WHERE contype IN ('p', 'u', 'c', 'f', 'x')
  UNION ALL SELECT CASE WHEN indisunique THEN 'unique-index' ELSE 'index' END, i.relname::text, ours.relname::text,
      pg_get_indexdef(indexrelid, 0, true) || CASE WHEN indisvalid AND indisready THEN '' ELSE ' (not valid)' END
    FROM pg_index JOIN ours ON ours.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  UNION ALL SELECT 'trigger', tgname::text, relname::text,
      pg_get_triggerdef(t.oid, true) || CASE tgenabled WHEN 'O' THEN '' ELSE ' (disabled)' END || ' AS ' || prosrc
    FROM pg_trigger t JOIN ours ON ours.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal
  ORDER BY kind, name`;

const indexesSql = `
  SELECT i.oid::bigint AS oid, i.relname::text AS name, t.relname::text AS "table"
  FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
  JOIN pg_am a ON a.oid = i.relam
  WHERE t.relnamespace = current_schema()::regnamespace AND a.amname = 'btree' AND indisvalid ORDER BY t.relname, i.relname`;

const amcheckSql = `
  SELECT n.nspname::text AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname = 'amcheck'`;

const checksumsSql = `
  SELECT coalesce(checksum_failures, 0)::bigint AS failures FROM pg_stat_database WHERE datname = current_database()`;

/** PostgreSQL is asked by its extension amcheck, where it is there; what the migrations make is made beside, and undone. */
export class PostgresExaminer implements Examiner {
  /** @param url `postgres://…` */
  constructor(private readonly url: string) {}

  inspect(): Promise<Inspection> {
    return inspectPostgres(this.url);
  }

  async findDamage({ isThorough, isStopped = () => false }: Search): Promise<readonly Damage[] | null> {
    return this.alone(async (connection) => {
      const damage = await failedChecksums(connection);
      const amcheck = await connection.one<{ schema: string }>(amcheckSql);
      if (!amcheck) return damage.length > 0 ? damage : null;
      const indexes = (await connection.all<IndexRow>(indexesSql)).filter(({ table }) => table in tables);
      for (const index of indexes) {
        if (isStopped()) break;
        const said = await lookInto(connection, index, { schema: amcheck.schema, isThorough });
        if (said === null) return damage.length > 0 ? damage : null;
        if (said !== '')
          damage.push({ kind: 'index-damaged', part: null, name: index.name, table: index.table, said: [said] });
      }
      return damage;
    });
  }

  async findAlterations(): Promise<readonly Damage[] | null> {
    return this.alone(async (connection) => {
      const applied = await connection.all<{ name: string }>('SELECT name FROM migration');
      const present = await connection.all<Part & { kind: PartKind }>(partsSql);
      const expected = await expectedParts(connection, new Set(applied.map(({ name }) => name)));
      return expected && alterations(expected, present);
    });
  }

  private async alone<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const pool = new Pool(this.url);
    try {
      const { connection, end } = await pool.alone();
      try {
        return await work(connection);
      } finally {
        await end();
      }
    } finally {
      await pool.close();
    }
  }
}

interface IndexRow {
  readonly oid: number;
  readonly name: string;
  readonly table: string;
}

async function failedChecksums(connection: Connection): Promise<Damage[]> {
  const row = await connection.one<{ failures: number }>(checksumsSql);
  if (!row || row.failures === 0) return [];
  const said = [`${row.failures} checksum failure(s) in pg_stat_database`];
  return [{ kind: 'file-damaged', part: null, name: '', table: '', said }];
}

/** @returns what the server says is wrong with an index; empty when nothing is; null when we may not ask */
async function lookInto(
  connection: Connection,
  { oid }: IndexRow,
  { schema, isThorough }: { schema: string; isThorough: boolean },
): Promise<string | null> {
  try {
    await connection.all(`SELECT "${schema}".bt_index_check($1::oid::regclass, $2::boolean)`, [
      oid,
      String(isThorough),
    ]);
    return '';
  } catch (error) {
    const code = codeOf(error);
    if (notAllowed.includes(code)) return null;
    if (damageCodes.includes(code) && error instanceof Error) return error.message;
    throw error;
  }
}

/**
 * Runs the migrations in a schema of their own and undoes it: what they make is seen as this server words it.
 * @returns null when this user may not make a schema
 */
async function expectedParts(connection: Connection, applied: ReadonlySet<string>): Promise<readonly Part[] | null> {
  await connection.exec('BEGIN');
  try {
    await connection.exec(`CREATE SCHEMA ${madeSchema}; SET LOCAL search_path TO ${madeSchema}`);
    for (const { name, sql } of missingMigrations(migrationsFolder, [])) {
      if (applied.has(name)) await connection.exec(sql);
    }
    return await connection.all<Part & { kind: PartKind }>(partsSql);
  } catch (error) {
    if (notAllowed.includes(codeOf(error))) return null;
    throw error;
  } finally {
    await connection.exec('ROLLBACK');
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
