import type { Database } from '../../database/database.js';
import type { EitherReader, EitherWriter } from '../../database/either-database.js';
import type { DutyClaim, DutyOutcome, DutyStanding, DutyStore } from '../../domain/duties/stores.js';
import { isFree } from './leases.js';

/** The row that is written to see whether one can be; it is no duty. */
export const proofName = 'storing';

/** The lease of each duty, a row. Whoever comes second waits for the row, and looks at what the first made of it. */
export class StoredDuties implements DutyStore {
  private readonly beginSql: string;
  private readonly standingSql: string;
  private readonly renewSql: string;

  private readonly reader: EitherReader;
  private readonly writer: EitherWriter;

  constructor({ reader, writer, dialect }: Database) {
    this.reader = reader;
    this.writer = writer;
    const { nowMs } = dialect;
    // Parameters first appear in the order of their numbers: SQLite counts them so.
    this.beginSql = `
      INSERT INTO duty (name, holder, held_until, begun_at, due_at, failures)
      VALUES ($1, $2, ${nowMs} + CAST($3 AS bigint), $4, 0, 0)
      ON CONFLICT (name) DO UPDATE SET
        holder = excluded.holder, held_until = excluded.held_until, begun_at = excluded.begun_at
      WHERE (duty.holder = excluded.holder OR ${isFree('duty.held_until', '$3', dialect)})
        AND (duty.due_at <= excluded.begun_at OR duty.due_at > CAST($5 AS bigint))
      RETURNING failures, ended_at AS "endedAt"`;
    this.standingSql = `
      SELECT due_at AS "dueAt", coalesce(held_until - ${nowMs}, 0) AS "heldForMs" FROM duty WHERE name = $1`;
    this.renewSql = `
      UPDATE duty SET held_until = ${nowMs} + CAST($1 AS bigint) WHERE name = $2 AND holder = $3`;
  }

  async begin({ name, holder, leaseMs, now, farAt }: DutyClaim): Promise<Omit<DutyOutcome, 'name'> | null> {
    const values = [name, holder, leaseMs, now, farAt];
    const [row] = await this.writer.statement((one) => one.all<Omit<DutyOutcome, 'name'>>(this.beginSql, values));
    return row ?? null;
  }

  async standing(name: string): Promise<DutyStanding | null> {
    return (await this.reader.all<DutyStanding>(this.standingSql, [name]))[0] ?? null;
  }

  list(): Promise<readonly DutyOutcome[]> {
    return this.reader.all<DutyOutcome>(listSql, [proofName]);
  }

  async renew(name: string, holder: string, leaseMs: number): Promise<boolean> {
    return (await this.writer.statement((one) => one.run(this.renewSql, [leaseMs, name, holder]))) > 0;
  }

  async end(
    name: string,
    holder: string,
    { endedAt, dueAt, failures }: { endedAt: number | null; dueAt: number; failures: number },
  ): Promise<void> {
    await this.writer.statement((one) => one.run(endSql, [endedAt, dueAt, failures, name, holder]));
  }
}

const listSql = 'SELECT name, ended_at AS "endedAt", failures FROM duty WHERE name <> $1 ORDER BY name';

const endSql = `
  UPDATE duty SET holder = NULL, held_until = NULL, ended_at = coalesce(CAST($1 AS bigint), ended_at), due_at = $2, failures = $3
  WHERE name = $4 AND holder = $5`;
