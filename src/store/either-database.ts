type Parameter = string | number | null;

/** What reads, in either database; `$1` is the first parameter in both. */
export interface EitherReader {
  all<Row>(sql: string, parameters: readonly Parameter[]): Promise<Row[]>;
}

/** What writes, in either database. */
export interface EitherWriter {
  statement<T>(
    work: (connection: { run(sql: string, parameters: readonly Parameter[]): Promise<number> }) => Promise<T>,
  ): Promise<T>;
}
