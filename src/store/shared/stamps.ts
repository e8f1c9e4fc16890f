import type { Database } from '../../database/database.js';
import type { StampStore } from '../../domain/conversation/stores.js';

/** One statement, so that of two processes one is first: whoever is not, is told whose it is. */
const useSql = `
  INSERT INTO stamp (signature, delivery_id, signed_at) VALUES ($1, $2, $3)
  ON CONFLICT (signature) DO UPDATE SET delivery_id = stamp.delivery_id RETURNING delivery_id AS "deliveryId"`;

const removeSql = `
  DELETE FROM stamp WHERE signature IN (SELECT signature FROM stamp WHERE signed_at < $1 ORDER BY signed_at LIMIT $2)`;

/** Which delivery each stamp belongs to. */
export class StoredStamps implements StampStore {
  constructor(private readonly database: Database) {}

  async use(signature: string, deliveryId: string, signedAt: number): Promise<boolean> {
    const values = [signature, deliveryId, signedAt];
    const rows = await this.database.writer.statement((one) => one.all<{ deliveryId: string }>(useSql, values));
    return rows[0]?.deliveryId === deliveryId;
  }

  remove(before: number, most: number): Promise<number> {
    return this.database.writer.statement((one) => one.run(removeSql, [before, most]));
  }
}
