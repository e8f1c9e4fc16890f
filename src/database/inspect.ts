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
 * Reads all of a database and looks for damage.
 * @returns what is wrong; empty when nothing is; null where that is the server's business
 * @throws Error when it cannot be read
 */
export async function findDamage(databaseUrl: string): Promise<readonly string[] | null> {
  const file = sqliteFile(databaseUrl);
  return file === null ? null : (await import('./sqlite/inspect.js')).damageIn(file);
}
