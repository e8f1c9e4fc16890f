import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { ClaimedMessage, KeptMessage, MessageState, NewMessage, Settlement } from '../../domain/outbox/message.js';
import type { MessageClaim, OutboxStanding, OutboxStore } from '../../domain/outbox/stores.js';
import type { ForgetfulTable } from './forgetful.js';
import { isFree } from './leases.js';

const oweSql = `
  INSERT INTO outbox (key, channel, person_id, conversation_id, body, state, owed_at, due_at, changed_at, not_after, attempts)
  VALUES ($1, $2, $3, $4, $5, 'owed', $6, $7, $8, $9, 0) ON CONFLICT (key) DO NOTHING`;

const claimedColumns = `key, channel, person_id AS "personId", conversation_id AS "conversationId", body, owed_at AS "owedAt", due_at AS "dueAt",
  not_after AS "notAfter", attempts`;
const keptColumns = `${claimedColumns}, state, reason`;

const countsSql = 'SELECT state, count(*) AS n FROM outbox GROUP BY state';

const standingSql = `
  SELECT state, count(*) AS n, min(owed_at) AS "oldestAt" FROM outbox WHERE state <> 'sent' GROUP BY state`;

const reviveSql = `
  UPDATE outbox SET state = 'owed', due_at = $1, changed_at = $1, attempts = 0, reason = NULL,
    claimed_by = NULL, claimed_until = NULL
  WHERE key = $2 AND state = 'dead' AND (not_after IS NULL OR not_after > $1)`;

const settleSql = `
  UPDATE outbox SET state = $1, changed_at = $2, due_at = coalesce(CAST($3 AS bigint), due_at), reason = $4,
    claimed_by = NULL, claimed_until = NULL
  WHERE key = $5 AND claimed_by = $6`;

/** Of a message that is sent, only that it was. */
const sentSql = `
  UPDATE outbox SET state = 'sent', changed_at = $1, reason = NULL, person_id = NULL, body = NULL,
    claimed_by = NULL, claimed_until = NULL
  WHERE key = $2 AND claimed_by = $3`;

/** Messages that are owed. */
export class StoredOutbox implements OutboxStore {
  /** @param forCallers the same database, for what somebody waits for: work beside requests tells nothing of it, and is not refused */
  constructor(
    private readonly database: Database,
    private readonly forCallers: Database,
  ) {}

  async owe(message: NewMessage): Promise<'owed' | 'known'> {
    return (await this.forCallers.writer.statement((one) => insertMessage(one, message))) ? 'owed' : 'known';
  }

  async claim({ holder, leaseMs, channels, limit, now }: MessageClaim): Promise<readonly ClaimedMessage[]> {
    if (channels.length === 0 || limit === 0) return [];
    // Mostly nothing is due, and reading that keeps no writer waiting.
    const [due] = await this.database.reader.all(this.dueSql(channels.length), [now, leaseMs, ...channels]);
    if (!due) return [];
    const sql = this.claimSql(channels.length);
    const values = [now, leaseMs, ...channels, limit, holder];
    const claimed = await this.database.writer.statement((one) => one.all<ClaimedMessage>(sql, values));
    return claimed.sort((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
  }

  async renew(keys: readonly string[], holder: string, leaseMs: number): Promise<readonly string[]> {
    const sql = `UPDATE outbox SET claimed_until = ${this.database.dialect.nowMs} + CAST($1 AS bigint)
      WHERE key = $2 AND claimed_by = $3`;
    const renewed: string[] = [];
    for (const key of keys) {
      if ((await this.database.writer.statement((one) => one.run(sql, [leaseMs, key, holder]))) > 0) renewed.push(key);
    }
    return renewed;
  }

  async settle(key: string, holder: string, settlement: Settlement): Promise<boolean> {
    const { as, at } = settlement;
    if (as === 'sent') return (await this.database.writer.statement((one) => one.run(sentSql, [at, key, holder]))) > 0;
    const dueAt = as === 'owed' ? settlement.dueAt : null;
    const values = [as, at, dueAt, settlement.reason, key, holder];
    return (await this.database.writer.statement((one) => one.run(settleSql, values))) > 0;
  }

  async find(key: string): Promise<KeptMessage | null> {
    const sql = `SELECT ${keptColumns} FROM outbox WHERE key = $1`;
    return (await this.forCallers.reader.all<KeptMessage>(sql, [key]))[0] ?? null;
  }

  list(state: MessageState, limit: number): Promise<readonly KeptMessage[]> {
    const sql = `SELECT ${keptColumns} FROM outbox WHERE state = $1 ORDER BY owed_at, key LIMIT $2`;
    return this.database.reader.all<KeptMessage>(sql, [state, limit]);
  }

  async revive(key: string, at: number): Promise<boolean> {
    return (await this.database.writer.statement((one) => one.run(reviveSql, [at, key]))) > 0;
  }

  async standing(): Promise<OutboxStanding> {
    const rows = await this.database.reader.all<{ state: MessageState; n: number; oldestAt: number }>(standingSql, []);
    const of = (state: MessageState) => rows.find((row) => row.state === state);
    return { owed: of('owed')?.n ?? 0, dead: of('dead')?.n ?? 0, oldestOwedAt: of('owed')?.oldestAt ?? null };
  }

  async counts(): Promise<Readonly<Record<MessageState, number>>> {
    const rows = await this.database.reader.all<{ state: MessageState; n: number }>(countsSql, []);
    return { owed: 0, sent: 0, dead: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
  }

  private dueSql(channels: number): string {
    return `SELECT 1 FROM outbox WHERE ${this.isDue(channels)} LIMIT 1`;
  }

  private claimSql(channels: number): string {
    const { nowMs, skipLocked } = this.database.dialect;
    const [limit, holder] = [`$${channels + 3}`, `$${channels + 4}`];
    return `
      WITH picked AS MATERIALIZED (
        SELECT key FROM outbox WHERE ${this.isDue(channels)} ORDER BY due_at, key LIMIT ${limit} ${skipLocked}
      )
      UPDATE outbox SET claimed_by = ${holder}, claimed_until = ${nowMs} + CAST($2 AS bigint), attempts = attempts + 1
      WHERE key IN (SELECT key FROM picked) RETURNING ${claimedColumns}`;
  }

  /** `$1` is now, `$2` the lease, then come the channels. SQLite counts parameters as they first appear. */
  private isDue(channels: number): string {
    const names = Array.from({ length: channels }, (_, place) => `$${place + 3}`).join(', ');
    return `state = 'owed' AND (due_at <= $1 OR changed_at > $1)
      AND ${isFree('claimed_until', '$2', this.database.dialect)} AND channel IN (${names})`;
  }
}

/** @returns whether it was new; where a message with its key was owed before, nothing is written */
export async function insertMessage(connection: EitherConnection, message: NewMessage): Promise<boolean> {
  const { key, channel, personId, conversationId, body, owedAt, dueAt, notAfter } = message;
  const values = [key, channel, personId, conversationId, body, owedAt, dueAt, owedAt, notAfter];
  return (await connection.run(oweSql, values)) > 0;
}

/** Messages to somebody, sent or not. */
export const outboxMessages: ForgetfulTable = {
  kind: 'outbox',
  shortest: 'P3D',
  because: 'WeChat takes an answer for 48 hours, and staff could not read why one was not sent',
  table: 'outbox',
  key: 'key',
  walk: 'key',
  isOver: 'one.owed_at < $1',
  removeSql: 'DELETE FROM outbox AS one',
  forgetSql: 'DELETE FROM outbox WHERE conversation_id = $1',
};
