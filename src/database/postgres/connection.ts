import { createHash } from 'node:crypto';
import pg from 'pg';
import type { EitherConnection, Parameter } from '../either-database.js';
import { connectionLost, stopped } from './unavailable.js';

const names = new Map<string, string>();

/** One connection to the server. Statements are prepared once on each connection, and kept. */
export class Connection implements EitherConnection {
  /** True once the connection cannot be used any more, whatever the database says. */
  isLost = false;

  /** @param timeoutMs how long a statement may stay without an answer before the connection is given up */
  constructor(
    private readonly client: pg.ClientBase,
    private timeoutMs: number,
  ) {}

  async all<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return (await this.query({ name: nameOf(sql), text: sql, values: [...parameters] })).rows as Row[];
  }

  async one<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row | null> {
    return (await this.all<Row>(sql, parameters))[0] ?? null;
  }

  /** @returns how many rows it wrote */
  async run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return (await this.query({ name: nameOf(sql), text: sql, values: [...parameters] })).rowCount ?? 0;
  }

  /** Runs statements without parameters, any number of them. */
  async exec(sql: string): Promise<void> {
    await this.query({ text: sql });
  }

  /** From now on, statements may take as long as they take. */
  bePatient(): void {
    // As long as a timer can be.
    this.timeoutMs = 2 ** 31 - 1;
  }

  private async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    try {
      return await this.client.query(Object.assign(statement, { query_timeout: this.timeoutMs }));
    } catch (error) {
      // The server's answers are about the statement, but for the one that it is going; anything else is the line itself.
      const isAnswer = error instanceof pg.DatabaseError && error.severity !== 'FATAL' && error.severity !== 'PANIC';
      if (isAnswer) throw error.code === '57014' ? stopped(statement.text, error) : error;
      this.isLost = true;
      throw connectionLost(this.timeoutMs, error);
    }
  }
}

/** A statement's name is made from its text: whatever process prepared it, the name means the same. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `yibo_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  names.set(sql, name);
  return name;
}
