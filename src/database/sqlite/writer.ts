import type { EitherWriter } from '../either-database.js';
import type { Connection } from './connection.js';
import type { FileInPlace } from './file-in-place.js';

/** The one connection that writes; transactions take their turn on it. Nothing counts as written that is not in the file of the path. */
export class Writer implements EitherWriter {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly file: FileInPlace,
  ) {}

  /** Does the work in a transaction of its own: all of it is kept, or none. */
  transaction<T>(work: (connection: Connection) => Promise<T>, mayBegin?: () => void): Promise<T> {
    const result = this.last.then(() => {
      mayBegin?.();
      return this.begin(work);
    });
    this.last = result.catch(afterItIsKnown);
    return result;
  }

  /** No statement is given up here, however long it takes. */
  longTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  /** Does one statement, which is a transaction by itself. */
  statement<T>(work: (connection: Connection) => Promise<T>, mayBegin?: () => void): Promise<T> {
    const result = this.last.then(() => {
      mayBegin?.();
      return this.alone(work);
    });
    this.last = result.catch(afterItIsKnown);
    return result;
  }

  private async alone<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const result = await work(this.connection);
    this.file.check();
    return result;
  }

  private async begin<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.connection.run('BEGIN IMMEDIATE');
    try {
      const result = await work(this.connection);
      await this.connection.run('COMMIT');
      this.file.check();
      return result;
    } catch (error) {
      await this.connection.run('ROLLBACK').catch(() => 0);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.last;
    await this.connection.close();
  }
}

/** Whoever is next begins only when those who waited for a failure know of it: it may be a reason not to begin. */
function afterItIsKnown(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
