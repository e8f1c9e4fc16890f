import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { NotUnderstood, Unanswered, UnansweredStore } from '../../domain/understanding/stores.js';
import type { ForgetfulTable } from './forgetful.js';

const noteSql = `
  INSERT INTO unanswered (text, band, nearest, times, first_at, last_at) VALUES ($1, $2, $3, 1, $4, $5)
  ON CONFLICT (text) DO UPDATE SET
    band = excluded.band, nearest = excluded.nearest, times = unanswered.times + 1, last_at = excluded.last_at`;

const listSql = `
  SELECT text, band, nearest, times, first_at AS "firstAt", last_at AS "lastAt" FROM unanswered
  ORDER BY times DESC, last_at DESC, text LIMIT $1`;

/** The messages that were not understood; the SQL is the same for every database. */
export class StoredUnanswered implements UnansweredStore {
  constructor(private readonly database: Database) {}

  note(what: NotUnderstood, at: number): Promise<void> {
    return this.database.writer.statement((connection) => noteUnanswered(connection, what, at));
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

/** Counts words; a text of blanks tells nothing and is left out. */
export async function noteUnanswered(
  connection: EitherConnection,
  { text, band, nearest }: NotUnderstood,
  at: number,
): Promise<void> {
  if (text.trim() === '') return;
  await connection.run(noteSql, [text, band, nearest, at, at]);
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
