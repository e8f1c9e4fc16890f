import { Batch } from '../batch.js';
import type { EitherWriter, Statement } from '../either-database.js';
import type { Connection } from './connection.js';
import { sqliteDialect } from './dialect.js';
import type { FileInPlace } from './file-in-place.js';
import { Scripts } from './scripts.js';

interface Work {
  readonly work: (connection: Connection) => Promise<unknown>;
  readonly mayBegin: (() => void) | undefined;
}
type Done = { readonly result: unknown } | { readonly error: unknown };

interface Scripted extends Pick<Work, 'mayBegin'> {
  readonly statements: readonly Statement[];
}

const mostTogether = 64;
/** Each number of statements is prepared for itself. */
const mostScripts = 4;

/** The one connection that writes; transactions take their turn on it. Nothing counts as written that is not in the file of the path. */
export class Writer implements EitherWriter {
  private last: Promise<unknown> = Promise.resolve();
  private readonly group = new Batch<Work, Done>((works) => this.inOne(works), mostTogether);
  private readonly written = new Batch<Scripted, Done>((wanted) => this.asOne(wanted), mostScripts, 1);
  private readonly scripts: Scripts;

  constructor(
    private readonly connection: Connection,
    private readonly file: FileInPlace,
  ) {
    this.scripts = new Scripts(connection);
  }

  /** Does the work in a transaction of its own: all of it is kept, or none. */
  transaction<T>(work: (connection: Connection) => Promise<T>, mayBegin?: () => void): Promise<T> {
    const result = this.last.then(() => {
      mayBegin?.();
      return this.begin(work);
    });
    this.last = result.catch(afterItIsKnown);
    return result;
  }

  async together<T>(work: (connection: Connection) => Promise<T>, mayBegin?: () => void): Promise<T> {
    const done = await this.group.add({ work, mayBegin });
    if ('error' in done) throw done.error;
    return done.result as T;
  }

  async script(statements: readonly Statement[], mayBegin?: () => void): Promise<void> {
    const done = await this.written.add({ statements, mayBegin });
    if ('error' in done) throw done.error;
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

  /** What is wrong with one of them is no matter of the others; that there is no database is a matter of all. */
  private async inOne(works: readonly Work[]): Promise<readonly Done[]> {
    try {
      return await this.transaction(async (connection) => {
        const done: Done[] = [];
        for (const { work } of works) done.push({ result: await work(connection) });
        return done;
      }, works[0]?.mayBegin);
    } catch (error) {
      if (works.length === 1 || sqliteDialect.isUnavailable(error)) return works.map(() => ({ error }));
      const alone = ({ work, mayBegin }: Work): Promise<Done> =>
        this.transaction(work, mayBegin).then(
          (result) => ({ result }),
          (reason: unknown) => ({ error: reason }),
        );
      return Promise.all(works.map(alone));
    }
  }

  /** Scripts that wait together are one; where one fails, each is done by itself. */
  private async asOne(wanted: readonly Scripted[]): Promise<readonly Done[]> {
    const run = (statements: readonly Statement[], mayBegin: Work['mayBegin']): Promise<Done> =>
      this.statement(() => this.scripts.run(statements), mayBegin).then(
        () => ({ result: null }),
        (error: unknown) => ({ error }),
      );
    const [first] = wanted;
    const done = await run(
      wanted.flatMap(({ statements }) => statements),
      first?.mayBegin,
    );
    if (!('error' in done) || wanted.length === 1 || sqliteDialect.isUnavailable(done.error))
      return wanted.map(() => done);
    return Promise.all(wanted.map(({ statements, mayBegin }) => run(statements, mayBegin)));
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
