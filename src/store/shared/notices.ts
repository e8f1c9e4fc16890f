import type { Database } from '../../database/database.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { Notice } from '../../domain/hotline/notice.js';
import type { NoticeStore } from '../../domain/hotline/stores.js';

/** Where the notice for everybody stands; others stand at their line. No line is called so: `*` is no letter. */
const everywhere = '*';

const setSql = `
  INSERT INTO notice (place, words, since, until) VALUES ($1, $2, $3, $4)
  ON CONFLICT (place) DO UPDATE SET words = excluded.words, since = excluded.since, until = excluded.until`;

/** The notices that play first; the SQL is the same for every database. */
export class StoredNotices implements NoticeStore {
  constructor(private readonly database: Database) {}

  async all(): Promise<readonly Notice[]> {
    const sql = 'SELECT place AS line, words, since, until FROM notice ORDER BY place';
    const rows = await this.database.reader.all<Notice & { readonly line: string }>(sql);
    return rows.map((one) => ({ ...one, line: one.line === everywhere ? null : one.line }));
  }

  async set({ line, words, since, until }: Notice): Promise<void> {
    await this.database.writer.statement((one) => one.run(setSql, [line ?? everywhere, words, since, until]));
  }

  async remove(line: LineId | null): Promise<void> {
    await this.database.writer.statement((one) => one.run('DELETE FROM notice WHERE place = $1', [line ?? everywhere]));
  }
}
