import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { defaultPatienceMs } from '../database.js';
import type { EitherConnection, Parameter } from '../either-database.js';

/** What a connection may keep in memory, in KiB, negative as SQLite wants it: a reader keeps the upper pages of every tree. */
const cacheKiB = { reader: -64_000, writer: -16_000 };
/** Of a new database, in bytes: trees of ten million records are a level lower than with the usual 4 KiB. */
const pageSize = 8_192;
/** A page that several turns have changed since is written once: rarer checkpoints write less, and hold up fewer turns. */
const pagesPerCheckpoint = 8_000;

const againAfterMs = 10;

/**
 * One connection of `sqlite3`, with promises. Statements are prepared once and kept. Long texts are handed over faster as
 * their bytes in UTF-8; `cast(? AS TEXT)` makes them text again.
 */
export class Connection implements EitherConnection {
  private readonly prepared = new Map<string, sqlite3.Statement>();

  private constructor(private readonly database: sqlite3.Database) {}

  /**
   * @param patienceMs how long a statement waits for a lock of another process
   * @throws Error when the file cannot be opened or is no database
   */
  static async open(file: string, isReader: boolean, patienceMs = defaultPatienceMs): Promise<Connection> {
    const mode = isReader ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
    const database = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened = new sqlite3.Database(file, mode, (error) => (error ? reject(error) : resolve(opened)));
    });
    database.configure('busyTimeout', patienceMs);
    const connection = new Connection(database);
    if (!isReader) {
      await connection.beginLog(patienceMs);
      await connection.exec(`PRAGMA wal_autocheckpoint = ${pagesPerCheckpoint}`);
    }
    // In WAL mode NORMAL survives a killed process; only a power cut may take the last moments, never the file.
    await connection.exec(
      `PRAGMA synchronous = NORMAL; PRAGMA cache_size = ${cacheKiB[isReader ? 'reader' : 'writer']}; PRAGMA temp_store = MEMORY`,
    );
    return connection;
  }

  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.database.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  }

  all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const statement = this.statement(sql);
      statement.all<Row>([...parameters], (error, rows) => (error ? abandon(statement, error, reject) : resolve(rows)));
    });
  }

  async one<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row | null> {
    return (await this.all<Row>(sql, parameters))[0] ?? null;
  }

  run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return new Promise((resolve, reject) => {
      const statement = this.statement(sql);
      statement.run([...parameters], function (error) {
        if (error) abandon(statement, error, reject);
        else resolve(this.changes);
      });
    });
  }

  /** Brings the log into the file and cuts it to nothing; most of it while others go on writing. */
  async giveLogBack(): Promise<void> {
    await this.exec('PRAGMA wal_checkpoint(PASSIVE); PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    for (const statement of this.prepared.values()) {
      await new Promise<void>((resolve) => statement.finalize(() => resolve()));
    }
    this.prepared.clear();
    await new Promise<void>((resolve, reject) => {
      this.database.close((error) => (error ? reject(error) : resolve()));
    });
  }

  /** Of several that open a new file at the same moment one begins its log; for that SQLite lets nobody wait, who have to try again. */
  private async beginLog(patienceMs: number): Promise<void> {
    const endsAt = performance.now() + patienceMs;
    for (;;) {
      try {
        return await this.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL`);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= endsAt) throw error;
        await pause(againAfterMs);
      }
    }
  }

  private statement(sql: string): sqlite3.Statement {
    const known = this.prepared.get(sql);
    if (known) return known;
    // To SQLite `$2` is a name, and its number that of its first appearance; `?2` is the second parameter wherever it stands.
    const statement = this.database.prepare(sql.replaceAll(/\$(\d+)/g, '?$1'));
    this.prepared.set(sql, statement);
    return statement;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

/**
 * A statement that found the database locked stays under way until it is begun again, and while one that writes is under way SQLite commits nothing of
 * the others on its connection: they would be acknowledged, and gone with the process.
 */
function abandon(statement: sqlite3.Statement, error: Error, reject: (error: Error) => void): void {
  statement.reset(() => reject(error));
}
