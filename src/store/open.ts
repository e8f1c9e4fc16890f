import type { Store } from '../domain/ports.js';
import { openSqlite } from './sqlite/store.js';

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param databaseUrl `sqlite:PATH`
 * @throws Error for another kind of address, or when the database cannot be opened
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const [, path] = /^sqlite:(?:\/\/)?(.+)$/.exec(databaseUrl) ?? [];
  if (path === undefined) {
    throw new Error(
      `DATABASE_URL "${databaseUrl.replace(/\/\/.*@/, '//…@')}" is not known. Use sqlite:PATH, such as sqlite:var/yibo.db.`,
    );
  }
  return openSqlite(path);
}
