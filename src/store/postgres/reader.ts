import { again } from './again.js';
import type { Connection, Parameter } from './connection.js';
import type { Pool } from './pool.js';
import type { Writer } from './writer.js';

/** Whatever answers queries: any connection of the pool, or the one of a transaction. */
export type Queries = Pick<Connection, 'all' | 'one'>;

/** Reads, on any connection. */
export class Reader implements Queries {
  constructor(private readonly pool: Pool) {}

  all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    const given = parameters.map(withoutNul);
    return again(() => this.pool.use((connection) => connection.all<Row>(sql, given)));
  }

  async one<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row | null> {
    return (await this.all<Row>(sql, parameters))[0] ?? null;
  }
}

/** Reads what may take long: counts over a whole table. */
export function patientReader(writer: Writer): Queries {
  return {
    all: <Row>(sql: string, parameters?: readonly Parameter[]) =>
      writer.longTransaction((connection) => connection.all<Row>(sql, parameters)),
    one: <Row>(sql: string, parameters?: readonly Parameter[]) =>
      writer.longTransaction((connection) => connection.one<Row>(sql, parameters)),
  };
}

/** PostgreSQL keeps no text with a NUL in it and refuses to look for one; nothing is found by the sign in its place. */
function withoutNul(parameter: Parameter): Parameter {
  return typeof parameter === 'string' && parameter.includes('\0') ? parameter.replaceAll('\0', '\uFFFD') : parameter;
}
