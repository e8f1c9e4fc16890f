import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SqliteArchive } from '../../database/sqlite/archive.js';
import { Connection } from '../../database/sqlite/connection.js';
import { sqliteDialect } from '../../database/sqlite/dialect.js';
import { SqliteExaminer } from '../../database/sqlite/examine.js';
import { FileInPlace } from '../../database/sqlite/file-in-place.js';
import { LockFile } from '../../database/sqlite/locks.js';
import { migrate } from '../../database/sqlite/migrate.js';
import { Writer } from '../../database/sqlite/writer.js';
import type { Store } from '../../domain/store.js';
import { storesOn } from '../shared/stores.js';
import { carryOver } from './carry-over.js';
import { Room } from './room.js';
import { changingSeatsAsSeen } from './seats.js';
import { SqliteStaging } from './staging.js';
import { sqliteTurns } from './turns.js';

/**
 * Opens the database in a file, and makes the file and its folder where there is none.
 * @param file a path, from the current folder
 * @param patienceMs how long a statement waits for a lock of another process
 */
export async function openSqlite(file: string, patienceMs: number): Promise<Store> {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  // It will hold personal data: only this user may read it.
  closeSync(openSync(file, 'a', 0o600));
  const writing = await Connection.open(file, false, patienceMs);
  // A reader of its own never sees a transaction half-way, and never waits for one.
  const reader = await Connection.open(file, true, patienceMs);
  const place = new FileInPlace(resolve(file));
  const writer = new Writer(writing, place);
  const database = { dialect: sqliteDialect, reader, patientReader: reader, writer };
  const staging = new SqliteStaging(writer, new LockFile(`${file}.import-lock`), new Room(resolve(file)));
  return {
    ...storesOn(database, { turns: sqliteTurns, staging, changingSeatsAsSeen, look: () => place.check() }),
    archive: new SqliteArchive(file, writer),
    examiner: new SqliteExaminer(file),
    migrate: () => migrate(writing, { '0002-publication.sql': carryOver }),
    async close() {
      // Whoever closes last brings what is in the WAL into the file, and a reader cannot.
      await reader.close();
      await writer.close();
    },
  };
}
