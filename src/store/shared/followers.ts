import type { Database } from '../../database/database.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { FollowerStore } from '../../domain/duties/stores.js';
import { applyEffects, Stale } from './effects.js';

// Of two processes that move a follower on from the same place, the second finds it gone.
const advanceSql = `
  INSERT INTO follower (name, position) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE follower.position = $3`;

/** Followers of the chain; the SQL is the same for every database. */
export class StoredFollowers implements FollowerStore {
  constructor(private readonly database: Database) {}

  async position(follower: string): Promise<number> {
    const sql = 'SELECT position FROM follower WHERE name = $1';
    return (await this.database.reader.all<{ position: number }>(sql, [follower]))[0]?.position ?? 0;
  }

  async advance(follower: string, from: number, to: number, effects: readonly Effect[]): Promise<boolean> {
    try {
      await this.database.writer.transaction(async (connection) => {
        if ((await connection.run(advanceSql, [follower, to, from])) === 0) throw new Stale();
        // What is known already, such as a message that is owed, is as good as done.
        for (const effect of effects) await applyEffects(connection, [effect], this.database.dialect);
      });
      return true;
    } catch (error) {
      if (error instanceof Stale) return false;
      throw error;
    }
  }
}
