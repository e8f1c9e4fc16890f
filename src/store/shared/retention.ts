import type { PersonalData, RetentionRun, RetentionStore } from '../../domain/care/stores.js';
import type { EitherReader, EitherWriter } from './either-database.js';

/** Each counts what the method of the same purpose removes; `$1` is the first parameter in either database. */
const countSql: Readonly<Record<PersonalData, string>> = {
  answers: `
    SELECT count(*) AS n FROM turn t WHERE t.at < $1 AND EXISTS
      (SELECT 1 FROM turn u WHERE u.conversation_id = t.conversation_id AND u.revision > t.revision)`,
  conversations: `
    SELECT count(DISTINCT t.conversation_id) AS n FROM turn t WHERE t.at < $1
      AND NOT EXISTS (SELECT 1 FROM turn u WHERE u.conversation_id = t.conversation_id AND u.at >= $1)`,
  unanswered: 'SELECT count(*) AS n FROM unanswered WHERE last_at < $1',
  'case-persons': 'SELECT count(*) AS n FROM case_file WHERE opened_at < $1 AND person_id IS NOT NULL',
};

// A statement may be done again when the connection broke under it: it must come to the same.
const logSql = `
  INSERT INTO retention_run (ran_at, rule, cutoff, removed) VALUES ($1, $2, $3, $4)
  ON CONFLICT (ran_at, rule) DO UPDATE SET cutoff = excluded.cutoff, removed = excluded.removed`;

const listSql = `
  SELECT ran_at AS "ranAt", rule, cutoff, removed FROM retention_run ORDER BY ran_at DESC, rule LIMIT $1`;

/** The record of what was removed; its SQL is the same for every database. */
export class StoredRetention implements RetentionStore {
  constructor(
    private readonly reader: EitherReader,
    private readonly writer: EitherWriter,
  ) {}

  async log({ ranAt, rule, cutoff, removed }: RetentionRun): Promise<void> {
    await this.writer.statement((connection) => connection.run(logSql, [ranAt, rule, cutoff, removed]));
  }

  list(limit: number): Promise<readonly RetentionRun[]> {
    return this.reader.all<RetentionRun>(listSql, [limit]);
  }

  async count(what: PersonalData, before: number): Promise<number> {
    const [row] = await this.reader.all<{ n: number }>(countSql[what], [before]);
    return row?.n ?? 0;
  }
}
