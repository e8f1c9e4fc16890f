import type { Examiner } from '../domain/care/damage.js';
import type { Inspection } from '../domain/care/inspection.js';
import { sqliteFile } from './address.js';

/**
 * Looks at the database that a `DATABASE_URL` names, and changes nothing: none is made, none is migrated.
 * @throws Error when it does not answer, or cannot be read
 */
export async function inspectDatabase(databaseUrl: string): Promise<Inspection> {
  const file = sqliteFile(databaseUrl);
  if (file === null) return (await import('./postgres/inspect.js')).inspectPostgres(databaseUrl);
  return (await import('./sqlite/inspect.js')).inspectSqlite(file);
}

/**
 * @returns what looks for damage in the database that a `DATABASE_URL` names
 * @example await (await examinerOf('sqlite:var/yibo.db')).findDamage({ isThorough: true }) // []
 */
export async function examinerOf(databaseUrl: string): Promise<Examiner> {
  const file = sqliteFile(databaseUrl);
  if (file === null) return new (await import('./postgres/examine.js')).PostgresExaminer(databaseUrl);
  return new (await import('./sqlite/examine.js')).SqliteExaminer(file);
}
