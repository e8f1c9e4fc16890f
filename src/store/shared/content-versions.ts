import type { Database } from '../../database/database.js';
import type { ContentStore } from '../../domain/content/stores.js';

const saveSql = 'INSERT INTO content_version (version, files) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING';

/** Content as it was, for the conversations that began on it. */
export class StoredContents implements ContentStore {
  constructor(private readonly database: Database) {}

  async save(version: string, files: string): Promise<void> {
    await this.database.writer.statement((connection) => connection.run(saveSql, [version, files]));
  }

  async load(version: string): Promise<string | null> {
    const sql = 'SELECT files FROM content_version WHERE version = $1';
    return (await this.database.reader.one<{ files: string }>(sql, [version]))?.files ?? null;
  }
}
