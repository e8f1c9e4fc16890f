import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../domain/store.js';
import { storesOn } from '../shared/stores.js';
import { SqliteArchive } from './archive.js';
import { Connection } from './connection.js';
import { sqliteDialect } from './dialect.js';
import { LockFile } from './locks.js';
import { migrate } from './migrate.js';
import { SqliteStaging } from './staging.js';
import { sqliteTurns } from './turns.js';
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
  const database = { dialect: sqliteDialect, reader, patientReader: reader, writer };
  const staging = new SqliteStaging(writer, new LockFile(`${file}.import-lock`));
  return {
    ...storesOn(database, { turns: sqliteTurns, staging }),
    archive: new SqliteArchive(file, writer),
    migrate: () => migrate(writing, migrations),
    async close() {
      // Whoever closes last brings what is in the WAL into the file, and a reader cannot.
      await reader.close();
      await writer.close();
    },
  };
}
