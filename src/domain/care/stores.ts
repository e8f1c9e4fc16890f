/** Some rows of a table, for a backup that any of the databases can restore. */
export interface TableChunk {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Everything in and out, table by table, whatever the database. */
export interface Archive {
  /** Reads every table as of one moment, while others go on writing. */
  dump(): AsyncGenerator<TableChunk>;
  /** Fills an empty, migrated database; all of it or nothing. @throws Error when it is not empty, or a chunk does not fit */
  load(chunks: AsyncIterable<TableChunk>): Promise<void>;
}

/** What a retention rule (保存期限) removed: how much, never whose. */
export interface RetentionRun {
  readonly ranAt: number;
  /** The rule's id in `data/retention.yaml`. */
  readonly rule: string;
  /** Whatever was older was removed. */
  readonly cutoff: number;
  readonly removed: number;
}

/** What was removed because its time was over, for the record. */
export interface RetentionStore {
  /** Notes a run, as far as it has come; of two of one rule in the same millisecond the second is kept. */
  log(run: RetentionRun): Promise<void>;
  /** @returns the newest first */
  list(limit: number): Promise<readonly RetentionRun[]>;
}
