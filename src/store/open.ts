import { sqliteFile } from '../database/address.js';
import type { Store } from '../domain/store.js';

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param databaseUrl `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @throws Error for another kind of address, or when the database cannot be opened
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const file = sqliteFile(databaseUrl);
  // Each database's library is loaded only where it is used: either takes a moment, and memory.
  if (file === null) return (await import('./postgres/store.js')).openPostgres(databaseUrl);
  return (await import('./sqlite/store.js')).openSqlite(file);
}
