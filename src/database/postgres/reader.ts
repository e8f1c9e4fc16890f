import type { EitherReader, Parameter } from '../either-database.js';
import { again } from './again.js';
import { withoutNul } from './arrays.js';
import type { Pool } from './pool.js';
import type { Writer } from './writer.js';

/** Reads, on any connection. */
export class Reader implements EitherReader {
  constructor(private readonly pool: Pool) {}

  all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    const given = parameters.map((one) => (typeof one === 'string' ? withoutNul(one) : one));
    return again(() => this.pool.use((connection) => connection.all<Row>(sql, given)));
  }

  async one<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row | null> {
    return (await this.all<Row>(sql, parameters))[0] ?? null;
  }
}

/** Reads what may take minutes: a count over a whole table, or a batch of thousands. */
export class PatientReader implements EitherReader {
  constructor(private readonly writer: Writer) {}

  all<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return again(() => this.writer.longTransaction((connection) => connection.all<Row>(sql, parameters)));
  }

  async one<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row | null> {
    return (await this.all<Row>(sql, parameters))[0] ?? null;
  }
}
