import { Batch } from '../../database/batch.js';
import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import { Unavailable } from '../../domain/care/unavailable.js';
import { asError } from '../../domain/errors/errors.js';
import type { ClaimedMessage, KeptMessage, MessageState, NewMessage, Settlement } from '../../domain/outbox/message.js';
import type { MessageClaim, OutboxStanding, OutboxStore } from '../../domain/outbox/stores.js';
import type { ForgetfulTable } from './forgetful.js';
import { isFree } from './leases.js';
import { insertMessages, mostMessages } from './owed-messages.js';

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

/** Of messages that are sent, only that they were. */
const sentSql = ({ isOneOf }: Dialect): string => `
  UPDATE outbox SET state = 'sent', changed_at = $1, reason = NULL, person_id = NULL, body = NULL,
    claimed_by = NULL, claimed_until = NULL
  WHERE ${isOneOf('key', '$2', 'texts')} AND claimed_by = $3 RETURNING key`;

interface Sent {
  readonly key: string;
  readonly holder: string;
  readonly at: number;
}

/** Messages that are owed: those that come together are written together. */
export class StoredOutbox implements OutboxStore {
  private readonly owed: Batch<NewMessage, boolean | Error>;
  private readonly sent: Batch<Sent, boolean>;

  /** @param forCallers the same database, for what somebody waits for: work beside requests tells nothing of it, and is not refused */
  constructor(
    private readonly database: Database,
    private readonly forCallers: Database,
  ) {
    this.owed = new Batch((messages) => this.insert(messages), mostMessages);
    this.sent = new Batch((all) => database.writer.statement((one) => this.noteSent(one, all)), mostMessages);
  }

  async owe(message: NewMessage): Promise<'owed' | 'known'> {
    const isNew = await this.owed.add(message);
    if (isNew instanceof Error) throw isNew;
    return isNew ? 'owed' : 'known';
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
    if (as === 'sent') return this.sent.add({ key, holder, at });
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

  /** What is wrong with one message is no matter of those that came with it; that there is no database is a matter of all. */
  private async insert(messages: readonly NewMessage[]): Promise<readonly (boolean | Error)[]> {
    try {
      return await this.forCallers.writer.statement((one) => insertMessages(one, messages));
    } catch (error) {
      if (messages.length === 1 || error instanceof Unavailable) return messages.map(() => asError(error));
      return (await Promise.all(messages.map((message) => this.insert([message])))).flat();
    }
  }

  private async noteSent(connection: EitherConnection, all: readonly Sent[]): Promise<readonly boolean[]> {
    const { dialect } = this.database;
    const noted = new Set<string>();
    // A process has one name; of several, each has its own.
    for (const holder of new Set(all.map((one) => one.holder))) {
      const own = all.filter((one) => one.holder === holder);
      const keys = dialect.texts(own.map(({ key }) => key));
      const at = Math.max(...own.map((one) => one.at));
      const rows = await connection.all<{ key: string }>(sentSql(dialect), [at, keys, holder]);
      for (const { key } of rows) noted.add(`${holder} ${key}`);
    }
    return all.map(({ key, holder }) => noted.has(`${holder} ${key}`));
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
