import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherReader } from '../../database/either-database.js';
import type { Storing } from '../../domain/care/storing.js';
import { Unavailable } from '../../domain/care/unavailable.js';

/**
 * @returns the same database for what callers wait for: how each statement ended is noted, and while nothing can be stored they are refused at once.
 * That the database cannot be had is told as `Unavailable`, whatever the database calls it; what may take minutes is not watched.
 * @example a disk that is full: Unavailable, whose cause is SQLITE_FULL
 */
export function watched(database: Database, storing: Storing): Database {
  const { reader, writer, dialect } = database;
  const watch = <T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> =>
    storing.try(kind, () => asUnavailable(dialect, work));
  const mayBegin = () => storing.requireTry();
  return {
    ...database,
    reader: {
      all: <Row>(...given: Parameters<EitherReader['all']>) => watch('read', () => reader.all<Row>(...given)),
      one: <Row>(...given: Parameters<EitherReader['one']>) => watch('read', () => reader.one<Row>(...given)),
    },
    writer: {
      // Many may be waiting for their turn when the first of them finds that there is no database: none of them waits for that once more.
      statement: (work) => watch('write', () => writer.statement(work, mayBegin)),
      transaction: (work) => watch('write', () => writer.transaction(work, mayBegin)),
      together: (work) => watch('write', () => writer.together(work, mayBegin)),
      script: (statements) => watch('write', () => writer.script(statements, mayBegin)),
      longTransaction: (work) => writer.longTransaction(work),
    },
  };
}

/** Does work with a database. @throws Unavailable where the database cannot be had; any other error as it is */
export async function asUnavailable<T>({ isUnavailable }: Dialect, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable || !isUnavailable(error)) throw error;
    throw new Unavailable('The database cannot be had just now', { cause: error });
  }
}
