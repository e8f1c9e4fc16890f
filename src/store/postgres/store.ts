import { fileURLToPath } from 'node:url';
import type { Store } from '../../domain/store.js';
import { storesOn } from '../shared/stores.js';
import { PostgresArchive } from './archive.js';
import { postgresDialect } from './dialect.js';
import { migrate } from './migrate.js';
import { Pool } from './pool.js';
import { PatientReader, Reader } from './reader.js';
import { PostgresStaging } from './staging.js';
import { postgresTurns } from './turns.js';
import { Writer } from './writer.js';

const migrations = fileURLToPath(new URL('../../../src/store/postgres/migrations', import.meta.url));

/**
 * Opens a database on a PostgreSQL server.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @throws DatabaseUnavailable when the server does not let us in, with what to look at
 */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new Pool(url);
  const writer = new Writer(pool);
  const reader = new Reader(pool);
  const database = { dialect: postgresDialect, reader, patientReader: new PatientReader(writer), writer };
  const stores = storesOn(database, { turns: postgresTurns, staging: new PostgresStaging(writer, pool) });
  await stores.ping().catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    ...stores,
    archive: new PostgresArchive(pool, writer),
    migrate: () => migrate(writer, migrations),
    close: () => pool.close(),
  };
}
