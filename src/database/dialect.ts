import type { EitherConnection, Parameter } from './either-database.js';

/** Whence a query goes on to the next table, and what it takes there. */
export interface Step {
  /** A table, or what {@link Dialect.rowsOf} gives. */
  readonly table: string;
  readonly as: string;
  /** What ties it to the steps before it; every row when absent. */
  readonly where?: string;
  /** True when there is at most one row for each before it. */
  readonly isOne?: boolean;
  /** The order in which it is read, which an index gives. */
  readonly order?: string;
  /** The parameter that says how many are needed at most for each before it, in that order. */
  readonly limit?: string;
}

/**
 * All in which SQL for SQLite and SQL for PostgreSQL differ, each difference with its name. Whatever is written with it is
 * written once. It is no place for what differs in speed alone: that is in {@link Turns} and {@link Staging}.
 */
export interface Dialect {
  /** @returns texts as one parameter, for {@link isOneOf} and {@link rowsOf} */
  texts(values: readonly string[]): Parameter;
  /** @returns whole numbers as one parameter, for {@link isOneOf} */
  numbers(values: readonly number[]): Parameter;
  /**
   * @returns a condition, true when a value is in the list that a parameter holds
   * @example isOneOf('line', '$2', 'numbers') // SQLite: line IN (SELECT value FROM json_each($2))
   */
  isOneOf(value: string, parameter: string, of: 'texts' | 'numbers'): string;
  /** @returns a table with a column `value`: the texts that a parameter holds */
  rowsOf(parameter: string): string;
  /**
   * Joins tables in the order in which they are written: from the few rows that a key names to their releases. Left to
   * itself either planner may begin at the other end, with the newest release, and look through them all.
   * @returns what stands behind FROM, two steps or more
   * @example
   * inOrder([{ table: 'version', as: 'v', where: 'v.id = $1' },
   *   { table: 'release', as: 'r', where: 'r.no = v.release', isOne: true }])
   * // SQLite: version AS v CROSS JOIN release AS r ON v.id = $1 AND r.no = v.release
   * // PostgreSQL: (SELECT * FROM version AS v WHERE v.id = $1 OFFSET 0) AS v
   * //   CROSS JOIN LATERAL (SELECT * FROM release AS r WHERE r.no = v.release LIMIT 1) AS r
   */
  inOrder(steps: readonly Step[]): string;
  /**
   * @returns an element of a JSON array that is a text, as text; NULL where it is null
   * @example element('given.value', 0) // SQLite: (given.value ->> 0)
   */
  element(array: string, index: number): string;
  /** @returns a member of a JSON object that is a text, as text; NULL where there is none */
  member(object: string, name: string): string;
  /** @returns an aggregate: rows as a JSON array of arrays of these columns, as text; `[]` when there is none */
  arrays(columns: readonly string[]): string;
  /**
   * Whether all that is written goes through one connection, which others wait for. Then it pays to write first what will most likely do, and to
   * ask only where it does not: what must hold is made part of what is written.
   */
  readonly hasOneWriter: boolean;
  /** Stands behind a SELECT of one row that the transaction is about to change; nothing where there is one writer. */
  readonly lockRow: '' | 'FOR UPDATE';
  /** The database's own clock, in milliseconds since 1970: leases go by it, one clock for all processes. */
  readonly nowMs: string;
  /** Stands behind a SELECT of rows that are to be changed: passes by those that another transaction is changing. */
  readonly skipLocked: '' | 'FOR UPDATE SKIP LOCKED';
  /**
   * Whether an error says that the database cannot be had just now, and nothing of what was asked: it is locked, full, damaged, shut down.
   * @example isUnavailable(new Error('SQLITE_FULL …')) // true; of a constraint, false
   */
  isUnavailable(error: unknown): boolean;
  /** Waits until no other transaction adds to the chain of releases, and keeps others waiting; nothing where there is one writer. */
  lockChain(connection: EitherConnection): Promise<void>;
}
