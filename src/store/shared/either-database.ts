type Parameter = string | number | null;

/** What reads, in either database; `$1` is the first parameter in both. */
export interface EitherReader {
  all<Row>(sql: string, parameters: readonly Parameter[]): Promise<Row[]>;
}

/** One connection, in either database. */
export interface EitherConnection extends EitherReader {
  /** @returns how many rows it wrote */
  run(sql: string, parameters: readonly Parameter[]): Promise<number>;
}

/** What writes, in either database. */
export interface EitherWriter {
  /** Does one statement, which is a transaction by itself. */
  statement<T>(work: (connection: EitherConnection) => Promise<T>): Promise<T>;
}
