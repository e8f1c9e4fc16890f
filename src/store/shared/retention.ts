import type { Database } from '../../database/database.js';
import type { RetentionRun, RetentionStore } from '../../domain/care/stores.js';

// A statement may be done again when the connection broke under it: it must come to the same.
const logSql = `
  INSERT INTO retention_run (ran_at, rule, cutoff, removed) VALUES ($1, $2, $3, $4)
  ON CONFLICT (ran_at, rule) DO UPDATE SET cutoff = excluded.cutoff, removed = excluded.removed`;

const listSql = `
  SELECT ran_at AS "ranAt", rule, cutoff, removed FROM retention_run ORDER BY ran_at DESC, rule LIMIT $1`;

/** The record of what was removed; its SQL is the same for every database. */
export class StoredRetention implements RetentionStore {
  constructor(private readonly database: Database) {}

  async log({ ranAt, rule, cutoff, removed }: RetentionRun): Promise<void> {
    await this.database.writer.statement((connection) => connection.run(logSql, [ranAt, rule, cutoff, removed]));
  }

  list(limit: number): Promise<readonly RetentionRun[]> {
    return this.database.reader.all<RetentionRun>(listSql, [limit]);
  }
}
