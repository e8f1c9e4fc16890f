import { randomBytes } from 'node:crypto';
import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { GuessCount, GuessStore } from '../../domain/guessing/stores.js';
import type { ForgetfulTable } from './forgetful.js';

/**
 * Further ahead than a full bucket can be: the clock was set back since, or the rule was another. Clocks of two processes may differ
 * by less than a full bucket.
 */
const cannotBe = `guess_count.clear_at > excluded.clear_at + (2 * excluded.at_once - 1) * excluded.every_ms`;

/** A row that comes for the first time is clear one `every_ms` from now: `excluded.clear_at`, of which the rest is reckoned. */
const takeSql = ({ rowsOf, element }: Dialect): string => {
  const number = (index: number) => `CAST(${element('given.value', index)} AS bigint)`;
  return `
    INSERT INTO guess_count (key, clear_at, at_once, every_ms)
    SELECT ${element('given.value', 0)}, ${number(1)}, ${number(2)}, ${number(3)} FROM ${rowsOf('$1')} AS given WHERE true
    ON CONFLICT (key) DO UPDATE SET
      clear_at = CASE
        WHEN guess_count.clear_at <= excluded.clear_at - excluded.every_ms OR ${cannotBe} THEN excluded.clear_at
        ELSE guess_count.clear_at + excluded.every_ms END,
      at_once = excluded.at_once, every_ms = excluded.every_ms
    WHERE guess_count.clear_at <= excluded.clear_at + (excluded.at_once - 2) * excluded.every_ms OR ${cannotBe}
    RETURNING key, clear_at AS "clearAt"`;
};

interface TakenRow {
  readonly key: string;
  readonly clearAt: number;
}

/** Guesses, a row for each key that one is counted against. */
export class StoredGuesses implements GuessStore {
  private readonly takeSql: string;
  private readonly dropSql: string;
  private readonly reduceSql: string;
  private readonly roomSql: string;

  constructor(private readonly database: Database) {
    const { isOneOf, lockRow } = database.dialect;
    // Rows are locked in the order of their keys, here and in `take`: two that want the same wait in a line, never in a circle.
    const named = (parameter: string) => `key IN (
      SELECT key FROM guess_count WHERE ${isOneOf('key', parameter, 'texts')} ORDER BY key ${lockRow})`;
    this.takeSql = takeSql(database.dialect);
    this.dropSql = `DELETE FROM guess_count WHERE ${named('$1')} AND clear_at - every_ms <= $2 RETURNING key`;
    this.reduceSql = `
      UPDATE guess_count SET clear_at = clear_at - every_ms + CAST($1 AS bigint)
      WHERE ${named('$2')} AND every_ms > $1`;
    this.roomSql = `
      SELECT key, clear_at - (at_once - 1) * every_ms AS "roomAt" FROM guess_count WHERE ${isOneOf('key', '$1', 'texts')}`;
  }

  async take(counts: readonly GuessCount[], at: number): Promise<ReadonlyMap<string, number>> {
    const sorted = [...counts].sort((a, b) => (a.key < b.key ? -1 : 1));
    const rows = sorted.map(({ key, atOnce, everyMs }) => JSON.stringify([key, at + everyMs, atOnce, everyMs]));
    const { writer, dialect } = this.database;
    const taken = await writer.statement((one) => one.all<TakenRow>(this.takeSql, [dialect.texts(rows)]));
    const everyMsOf = new Map(counts.map(({ key, everyMs }) => [key, everyMs]));
    return new Map(taken.map(({ key, clearAt }) => [key, Math.ceil((clearAt - at) / (everyMsOf.get(key) ?? 1))]));
  }

  async giveBack(keys: readonly string[], takenAt: number, at: number): Promise<void> {
    const { writer, dialect } = this.database;
    const dropped = await writer.statement((one) => one.all(this.dropSql, [dialect.texts(keys), takenAt]));
    if (dropped.length === keys.length) return;
    const elapsed = Math.max(0, at - takenAt);
    // What was dropped is not there to be reduced.
    await writer.statement((one) => one.run(this.reduceSql, [elapsed, dialect.texts(keys)]));
  }

  async roomAt(keys: readonly string[], at: number): Promise<ReadonlyMap<string, number>> {
    const { reader, dialect } = this.database;
    const rows = await reader.all<{ key: string; roomAt: number }>(this.roomSql, [dialect.texts(keys)]);
    return new Map(rows.flatMap(({ key, roomAt }) => (roomAt > at ? [[key, roomAt] as const] : [])));
  }

  async secret(): Promise<string> {
    const { reader, writer } = this.database;
    const read = () => reader.one<{ secret: string }>('SELECT secret FROM guess_secret');
    const made = randomBytes(32).toString('base64url');
    const insertSql = 'INSERT INTO guess_secret (id, secret) VALUES (1, $1) ON CONFLICT (id) DO NOTHING';
    const known = await read();
    if (!known) await writer.statement((one) => one.run(insertSql, [made]));
    return (known ?? (await read()))?.secret ?? made;
  }
}

/**
 * Guesses that count no more. Whoever leaves takes nothing of those that do: nothing here tells whose they are, and who guesses would
 * only have to leave and come back.
 */
export const guessCounts: ForgetfulTable = {
  kind: 'guesses',
  shortest: 'PT1H',
  because: 'a guess that is not forgiven yet still counts',
  otherwise: 'P1D',
  table: 'guess_count',
  key: 'key',
  walk: 'key',
  isOver: 'one.clear_at < $1',
  removeSql: 'DELETE FROM guess_count AS one',
  forgetSql: null,
};
