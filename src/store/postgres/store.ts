import { PostgresArchive } from '../../database/postgres/archive.js';
import { postgresDialect } from '../../database/postgres/dialect.js';
import { PostgresExaminer } from '../../database/postgres/examine.js';
import { migrate } from '../../database/postgres/migrate.js';
import { Pool } from '../../database/postgres/pool.js';
import { PatientReader, Reader } from '../../database/postgres/reader.js';
import { Writer } from '../../database/postgres/writer.js';
import type { Store } from '../../domain/store.js';
import { storesOn } from '../shared/stores.js';
import { PostgresStaging } from './staging.js';
import { postgresTurns } from './turns.js';

/**
 * Opens a database on a PostgreSQL server.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @param patienceMs how long an ordinary statement may take
 * @throws DatabaseUnavailable when the server does not let us in, with what to look at
 */
export async function openPostgres(url: string, patienceMs: number): Promise<Store> {
  const pool = new Pool(url, patienceMs);
  const writer = new Writer(pool);
  const reader = new Reader(pool);
  const database = { dialect: postgresDialect, reader, patientReader: new PatientReader(writer), writer };
  const stores = storesOn(database, {
    turns: postgresTurns,
    staging: new PostgresStaging(writer, pool),
    // The server looks after its files.
    look: () => undefined,
  });
  await stores.ping().catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    ...stores,
    archive: new PostgresArchive(pool, writer),
    examiner: new PostgresExaminer(url),
    migrate: () => migrate(writer),
    close: () => pool.close(),
  };
}
