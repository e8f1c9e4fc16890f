/** What a statement is given. A list is handed over as the dialect makes it. */
export type Parameter = string | number | null | Buffer;

/** A statement of a script: nobody asks what it did. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** What reads, in either database; `$1` is the first parameter in both. */
export interface EitherReader {
  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  /** @returns the first row; null when there is none */
  one<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row | null>;
}

/** One connection, in either database. */
export interface EitherConnection extends EitherReader {
  /** @returns how many rows it wrote */
  run(sql: string, parameters?: readonly Parameter[]): Promise<number>;
}

/** What writes, in either database: SQLite on its one connection that writes, PostgreSQL on any of its pool. */
export interface EitherWriter {
  /**
   * Does one statement, which is a transaction by itself.
   * @param mayBegin asked when its turn has come, before anything is asked of the database: what it throws ends it
   */
  statement<T>(work: (connection: EitherConnection) => Promise<T>, mayBegin?: () => void): Promise<T>;
  /** Does the work in a transaction of its own: all of it is kept, or none. @param mayBegin as of a statement */
  transaction<T>(work: (connection: EitherConnection) => Promise<T>, mayBegin?: () => void): Promise<T>;
  /**
   * Does a little work in one transaction with what others wait to do at that moment, where the database writes one after another: all of
   * each is kept, or none of it. Where one fails, each has a transaction of its own.
   * @param work may be done a second time
   * @param mayBegin as of a statement
   */
  together<T>(work: (connection: EitherConnection) => Promise<T>, mayBegin?: () => void): Promise<T>;
  /**
   * Does statements one after another in a transaction, all of them or none: SQLite in one go, and not with a way to its thread and back for
   * each, which takes longer than most statements do.
   * @param mayBegin as of a statement
   */
  script(statements: readonly Statement[], mayBegin?: () => void): Promise<void>;
  /** A transaction that may take minutes, where the others are given up after seconds. */
  longTransaction<T>(work: (connection: EitherConnection) => Promise<T>): Promise<T>;
}
