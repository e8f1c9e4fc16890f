import type { Database } from '../../database/database.js';
import type { Notice } from '../../domain/hotline/notice.js';
import type { NoticeStore } from '../../domain/hotline/stores.js';

/** Room is left for a notice of one line; today there is one for all. */
const everywhere = 'all';

const setSql = `
  INSERT INTO notice (place, words, since, until) VALUES ($1, $2, $3, $4)
  ON CONFLICT (place) DO UPDATE SET words = excluded.words, since = excluded.since, until = excluded.until`;

/** The notice that plays first; the SQL is the same for every database. */
export class StoredNotices implements NoticeStore {
  constructor(private readonly database: Database) {}

  get(): Promise<Notice | null> {
    return this.database.reader.one<Notice>('SELECT words, since, until FROM notice WHERE place = $1', [everywhere]);
  }

  async set(notice: Notice | null): Promise<void> {
    await this.database.writer.statement((one) =>
      notice === null
        ? one.run('DELETE FROM notice WHERE place = $1', [everywhere])
        : one.run(setSql, [everywhere, notice.words, notice.since, notice.until]),
    );
  }
}
