import type { Store } from '../domain/ports.js';

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param databaseUrl `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @throws Error for another kind of address, or when the database cannot be opened
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  // Each database's library is loaded only where it is used: either takes a moment, and memory.
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    const { openPostgres } = await import('./postgres/store.js');
    return openPostgres(databaseUrl);
  }
  const [, path] = /^sqlite:(?:\/\/)?(.+)$/.exec(databaseUrl) ?? [];
  if (path === undefined) {
    const shown = databaseUrl.replace(/\/\/.*@/, '//…@');
    throw new Error(
      `DATABASE_URL "${shown}" is not known. Use sqlite:PATH, such as sqlite:var/yibo.db, or postgres://USER:PASSWORD@HOST:5432/DATABASE.`,
    );
  }
  const { openSqlite } = await import('./sqlite/store.js');
  return openSqlite(path);
}
