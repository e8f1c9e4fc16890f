import { sqliteFile } from '../database/address.js';
import { defaultPatienceMs } from '../database/database.js';
import type { Store } from '../domain/store.js';

/** How a database is used. */
export interface StoreOptions {
  /** How long an ordinary statement waits for a lock or an answer, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param databaseUrl `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @throws Error for another kind of address, or when the database cannot be opened
 */
export async function openStore(
  databaseUrl: string,
  { patienceMs = defaultPatienceMs }: StoreOptions = {},
): Promise<Store> {
  const file = sqliteFile(databaseUrl);
  // Each database's library is loaded only where it is used: either takes a moment, and memory.
  if (file === null) return (await import('./postgres/store.js')).openPostgres(databaseUrl, patienceMs);
  return (await import('./sqlite/store.js')).openSqlite(file, patienceMs);
}
