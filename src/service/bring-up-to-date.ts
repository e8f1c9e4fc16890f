import type { Logger } from 'pino';
import type { Store } from '../domain/store.js';

/** The one that makes the tables: whoever gets it had none. */
const first = /^0001-/;

/**
 * Brings the database to its newest form, and says in the log what that took: whoever mistyped `DATABASE_URL` should see that the
 * service is on a new one.
 */
export async function bringUpToDate(store: Store, databaseUrl: string, log: Logger): Promise<void> {
  const applied = await store.migrate();
  if (applied.length === 0) return;
  const fields = { database: withoutSecrets(databaseUrl), applied };
  if (applied.some((name) => first.test(name))) {
    log.warn(fields, 'a new database was made: if you expected one with records, look at DATABASE_URL');
  } else log.info(fields, 'the database was brought up to date');
}

function withoutSecrets(databaseUrl: string): string {
  return databaseUrl.replace(/^(postgres(?:ql)?:\/\/)(?:.*@)?([^?]*).*$/, '$1$2');
}
