import sqlite3 from 'sqlite3';

/**
 * A lock between processes that ends with the process, however it ends: an exclusive transaction on a small database
 * file of its own, which the operating system gives up for a killed process.
 */
export class LockFile {
  constructor(private readonly file: string) {}

  /** @returns a function that gives the lock back; null while somebody else holds it */
  async take(): Promise<(() => Promise<void>) | null> {
    const database = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened = new sqlite3.Database(this.file, (error) => (error ? reject(error) : resolve(opened)));
    });
    const close = () => new Promise<void>((resolve) => database.close(() => resolve()));
    database.configure('busyTimeout', 0);
    const error = await new Promise<Error | null>((resolve) => database.exec('BEGIN EXCLUSIVE', resolve));
    if (!error) return close;
    await close();
    if ('code' in error && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')) return null;
    throw error;
  }
}
