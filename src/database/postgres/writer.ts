import type { EitherWriter, Statement } from '../either-database.js';
import { again } from './again.js';
import type { Connection } from './connection.js';
import type { Pool } from './pool.js';
import { DatabaseUnavailable } from './unavailable.js';

/** Writes, on any connection. */
export class Writer implements EitherWriter {
  constructor(private readonly pool: Pool) {}

  /** Does one statement, which is a transaction by itself and may be done again when it is not known what became of it. */
  statement<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return again(() => this.pool.use(work));
  }

  /** Does the work in a transaction of its own: all of it is kept, or none. It is begun again after a clash with another. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return again(() => this.pool.use((connection) => inTransaction(connection, work)));
  }

  /** Connections write side by side: nobody waits for others. */
  together<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  script(statements: readonly Statement[]): Promise<void> {
    return this.transaction(async (connection) => {
      for (const { sql, parameters } of statements) await connection.run(sql, parameters);
    });
  }

  /** A transaction that may take minutes; it is not begun again. */
  longTransaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.pool.use((connection) =>
      inTransaction(connection, async () => {
        await connection.exec('SET LOCAL statement_timeout = 0');
        connection.bePatient();
        return work(connection);
      }),
    );
  }
}

async function inTransaction<T>(connection: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
  // Each statement sees what others have committed by then, whatever the server's default is.
  await connection.exec('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    const result = await work(connection);
    await commit(connection);
    return result;
  } catch (error) {
    if (!connection.isLost) await connection.exec('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function commit(connection: Connection): Promise<void> {
  try {
    await connection.exec('COMMIT');
  } catch (error) {
    if (!connection.isLost) throw error;
    // Doing it again could do it twice.
    throw new DatabaseUnavailable('PostgreSQL was lost before it said whether it had kept what was written', error);
  }
}
