import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import sqlite3 from 'sqlite3';

/** What answers while a file is read. */
export interface Queries {
  all<Row>(sql: string): Promise<Row[]>;
  /** Breaks off the query under way, which fails then. */
  interrupt(): void;
}

/**
 * Opens a file for one reading. Without a log beside it, SQLite is told that the file will not change: it would make
 * a log else, and leave it there under this user's name. What others write meanwhile goes to a log of theirs.
 */
export async function reading<T>(file: string, work: (queries: Queries) => Promise<T>): Promise<T> {
  const address = pathToFileURL(file).href + (existsSync(`${file}-wal`) ? '' : '?immutable=1');
  return onFile(address, sqlite3.OPEN_READONLY | sqlite3.OPEN_URI, work);
}

/** Does SQL in memory, in a database that is gone afterwards. */
export function inMemory<T>(sql: string, work: (queries: Queries) => Promise<T>): Promise<T> {
  return onFile(':memory:', sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE, async (queries, database) => {
    await new Promise<void>((done, fail) => void database.exec(sql, (error) => (error ? fail(error) : done())));
    return work(queries);
  });
}

async function onFile<T>(
  address: string,
  mode: number,
  work: (queries: Queries, database: sqlite3.Database) => Promise<T>,
): Promise<T> {
  const database = await new Promise<sqlite3.Database>((done, fail) => {
    const opened = new sqlite3.Database(address, mode, (error) => (error ? fail(error) : done(opened)));
  });
  database.configure('busyTimeout', 10_000);
  const queries: Queries = {
    all: <Row>(sql: string) =>
      new Promise<Row[]>((done, fail) => {
        database.all<Row>(sql, (error, rows) => (error ? fail(error) : done(rows)));
      }),
    interrupt: () => database.interrupt(),
  };
  try {
    return await work(queries, database);
  } finally {
    await new Promise<void>((done) => database.close(() => done()));
  }
}
