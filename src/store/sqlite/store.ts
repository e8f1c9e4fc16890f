import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../domain/store.js';
import { StoredCases } from '../shared/cases.js';
import { StoredRetention } from '../shared/retention.js';
import { StoredUnanswered } from '../shared/unanswered.js';
import { SqliteArchive } from './archive.js';
import { Connection } from './connection.js';
import { SqliteConversations } from './conversations.js';
import { LockFile } from './lock-file.js';
import { migrate } from './migrate.js';
import { SqlitePublications } from './publications.js';
import { SqliteRecords } from './records.js';
import { Writer } from './writer.js';

const migrations = fileURLToPath(new URL('../../../src/store/sqlite/migrations', import.meta.url));

/**
 * Opens the database in a file, and makes the file and its folder where there is none.
 * @param file a path, from the current folder
 */
export async function openSqlite(file: string): Promise<Store> {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  // It will hold personal data: only this user may read it.
  closeSync(openSync(file, 'a', 0o600));
  const writing = await Connection.open(file, false);
  // A reader of its own never sees a transaction half-way, and never waits for one.
  const reader = await Connection.open(file, true);
  const writer = new Writer(writing);
  return {
    conversations: new SqliteConversations(reader, writer),
    cases: new StoredCases(reader, writer),
    records: new SqliteRecords(reader),
    publications: new SqlitePublications(reader, writer, new LockFile(`${file}.import-lock`)),
    archive: new SqliteArchive(file, writer),
    contents: {
      async save(version, files) {
        const sql = 'INSERT OR IGNORE INTO content_version (version, files) VALUES (?, ?)';
        await writer.transaction((connection) => connection.run(sql, [version, files]));
      },
      async load(version) {
        const sql = 'SELECT files FROM content_version WHERE version = ?';
        return (await reader.one<{ files: string }>(sql, [version]))?.files ?? null;
      },
    },
    retention: new StoredRetention(reader, writer),
    unanswered: new StoredUnanswered(reader, writer),
    migrate: () => migrate(writing, migrations),
    async ping() {
      await reader.one('SELECT 1');
    },
    async close() {
      // Whoever closes last brings what is in the WAL into the file, and a reader cannot.
      await reader.close();
      await writer.close();
    },
  };
}
