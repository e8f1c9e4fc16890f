import type { Database } from '../../database/database.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { WaitingStore } from '../../domain/hotline/stores.js';
import type { Waiting, WaitingState } from '../../domain/hotline/waiting.js';
import type { ForgetfulTable } from './forgetful.js';

const columns = `
  conversation_id AS "conversationId", line, person_id AS "personId", entered_at AS "enteredAt", state,
  changed_at AS "changedAt", seen_at AS "seenAt"`;

/** Whoever is known keeps their place in the line; in another line they begin anew. */
const enterSql = `
  INSERT INTO waiting (conversation_id, line, person_id, entered_at, state, changed_at, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (conversation_id) DO UPDATE SET
    entered_at = CASE WHEN waiting.line = excluded.line AND waiting.entered_at < excluded.entered_at
      THEN waiting.entered_at ELSE excluded.entered_at END,
    line = excluded.line, state = excluded.state, changed_at = excluded.changed_at, seen_at = excluded.seen_at`;

const noteSql = `
  UPDATE waiting SET seen_at = CASE WHEN seen_at > $2 THEN seen_at ELSE $2 END,
    changed_at = CASE WHEN state = $1 THEN changed_at ELSE $2 END, state = $1
  WHERE conversation_id = $3`;

/** Who waits for which line; the SQL is the same for every database. */
export class StoredWaiting implements WaitingStore {
  constructor(private readonly database: Database) {}

  async enter(waiting: Waiting): Promise<void> {
    const { conversationId, line, personId, enteredAt, state, changedAt, seenAt } = waiting;
    const row = [conversationId, line, personId, enteredAt, state, changedAt, seenAt];
    await this.database.writer.statement((one) => one.run(enterSql, row));
  }

  async note(conversationId: string, state: WaitingState, at: number): Promise<void> {
    await this.database.writer.statement((one) => one.run(noteSql, [state, at, conversationId]));
  }

  get(conversationId: string): Promise<Waiting | null> {
    return this.database.reader.one<Waiting>(`SELECT ${columns} FROM waiting WHERE conversation_id = $1`, [
      conversationId,
    ]);
  }

  inLine(line: LineId, heardSince: number): Promise<readonly Waiting[]> {
    const sql = `SELECT ${columns} FROM waiting WHERE line = $1 AND state = 'waiting' AND seen_at >= $2
      ORDER BY entered_at, conversation_id`;
    return this.database.reader.all<Waiting>(sql, [line, heardSince]);
  }

  leftBy(personId: string, line: LineId, since: number): Promise<Waiting | null> {
    const sql = `SELECT ${columns} FROM waiting
      WHERE person_id = $1 AND line = $2 AND state = 'left' AND changed_at >= $3 ORDER BY changed_at DESC LIMIT 1`;
    return this.database.reader.one<Waiting>(sql, [personId, line, since]);
  }

  async lastWaits(line: LineId, limit: number): Promise<readonly number[]> {
    const sql = `SELECT changed_at - entered_at AS "waited" FROM waiting
      WHERE line = $1 AND state = 'served' ORDER BY changed_at DESC LIMIT $2`;
    const rows = await this.database.reader.all<{ waited: number }>(sql, [line, limit]);
    return rows.map(({ waited }) => waited);
  }
}

/** Who waited for a line, and for how long. */
export const waitings: ForgetfulTable = {
  kind: 'waiting',
  shortest: 'P1D',
  because: 'whoever is cut off could not have their place again',
  otherwise: 'P1Y',
  table: 'waiting',
  key: 'conversation_id',
  walk: 'changed_at',
  isOver: 'one.changed_at < $1',
  removeSql: 'DELETE FROM waiting AS one',
  forgetSql: 'DELETE FROM waiting WHERE conversation_id = $1',
};
