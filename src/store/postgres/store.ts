import { fileURLToPath } from 'node:url';
import type { Store } from '../../domain/store.js';
import { StoredCases } from '../shared/cases.js';
import { StoredRetention } from '../shared/retention.js';
import { StoredUnanswered } from '../shared/unanswered.js';
import { PostgresArchive } from './archive.js';
import { PostgresConversations } from './conversations.js';
import { migrate } from './migrate.js';
import { Pool } from './pool.js';
import { PostgresPublications } from './publications.js';
import { patientReader, Reader } from './reader.js';
import { PostgresRecords } from './records.js';
import { Writer } from './writer.js';

const migrations = fileURLToPath(new URL('../../../src/store/postgres/migrations', import.meta.url));

/**
 * Opens a database on a PostgreSQL server.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @throws DatabaseUnavailable when the server does not let us in, with what to look at
 */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new Pool(url);
  const reader = new Reader(pool);
  const writer = new Writer(pool);
  const ping = async (): Promise<void> => {
    await reader.one('SELECT 1');
  };
  await ping().catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    conversations: new PostgresConversations(reader, writer),
    cases: new StoredCases(reader, writer),
    records: new PostgresRecords(reader),
    publications: new PostgresPublications(reader, writer, pool),
    archive: new PostgresArchive(pool, writer),
    contents: {
      async save(version, files) {
        const sql = 'INSERT INTO content_version (version, files) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING';
        await writer.statement((connection) => connection.run(sql, [version, files]));
      },
      async load(version) {
        const sql = 'SELECT files FROM content_version WHERE version = $1';
        return (await reader.one<{ files: string }>(sql, [version]))?.files ?? null;
      },
    },
    retention: new StoredRetention(patientReader(writer), writer),
    unanswered: new StoredUnanswered(reader, writer),
    migrate: () => migrate(writer, migrations),
    ping,
    close: () => pool.close(),
  };
}
