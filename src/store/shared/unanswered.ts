import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import { legalText } from '../../domain/language/legal-text.js';
import type { NotUnderstood, Unanswered, UnansweredStore } from '../../domain/understanding/stores.js';
import type { ForgetfulTable } from './forgetful.js';

/** Many at once; each is a JSON array of text, band, nearest, how often, when first and when last. */
const noteSql = ({ rowsOf, element }: Dialect): string => {
  const [text, band, nearest, times, firstAt, lastAt] = [0, 1, 2, 3, 4, 5].map((index) =>
    element('given.value', index),
  );
  const number = (value = '') => `CAST(${value} AS bigint)`;
  return `
    INSERT INTO unanswered (text, band, nearest, times, first_at, last_at)
    SELECT ${text}, ${band}, ${nearest}, ${number(times)}, ${number(firstAt)}, ${number(lastAt)}
    FROM ${rowsOf('$1')} AS given WHERE true
    ON CONFLICT (text) DO UPDATE SET band = excluded.band, nearest = excluded.nearest,
      times = unanswered.times + excluded.times, last_at = excluded.last_at`;
};

const listSql = `
  SELECT text, band, nearest, times, first_at AS "firstAt", last_at AS "lastAt" FROM unanswered
  ORDER BY times DESC, last_at DESC, text LIMIT $1`;

/** The messages that were not understood; the SQL is the same for every database. */
export class StoredUnanswered implements UnansweredStore {
  constructor(private readonly database: Database) {}

  note(what: NotUnderstood, at: number): Promise<void> {
    const { writer, dialect } = this.database;
    return writer.statement((connection) => noteUnanswered(connection, [{ what, at }], dialect));
  }

  list(limit: number): Promise<readonly Unanswered[]> {
    return this.database.reader.all<Unanswered>(listSql, [limit]);
  }

  async remove(texts: readonly string[]): Promise<number> {
    let removed = 0;
    for (const text of texts) {
      removed += await this.database.writer.statement((connection) =>
        connection.run('DELETE FROM unanswered WHERE text = $1', [text]),
      );
    }
    return removed;
  }
}

/**
 * Counts words, those of many turns in one statement; a text of blanks tells nothing and is left out. In JSON, PostgreSQL refuses NUL
 * and half a character, and SQLite would keep what nobody could ever name again to remove it.
 */
export async function noteUnanswered(
  connection: EitherConnection,
  noted: readonly { readonly what: NotUnderstood; readonly at: number }[],
  dialect: Dialect,
): Promise<void> {
  const rows = new Map<string, [string, string, string | null, number, number, number]>();
  for (const { what, at } of noted) {
    const { band, nearest } = what;
    const text = legalText(what.text);
    if (text.trim() === '') continue;
    const [, , , times = 0, firstAt = at] = rows.get(text) ?? [];
    rows.set(text, [text, band, nearest, times + 1, firstAt, at]);
  }
  if (rows.size === 0) return;
  const texts = [...rows.values()].map((row) => JSON.stringify(row));
  await connection.run(noteSql(dialect), [dialect.texts(texts)]);
}

/** The words themselves, which may tell of somebody; nothing tells whose they are. */
export const unansweredWords: ForgetfulTable = {
  kind: 'unanswered',
  shortest: 'P1D',
  because: 'nobody could have looked at them by then',
  table: 'unanswered',
  key: 'text',
  walk: 'text',
  isOver: 'one.last_at < $1',
  removeSql: 'DELETE FROM unanswered AS one',
  forgetSql: null,
};
