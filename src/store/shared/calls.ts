import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { CallRecord } from '../../domain/calls/call-record.js';
import type { CallStore } from '../../domain/calls/stores.js';
import type { AskedForPerson } from '../../domain/calls/trail.js';
import type { ForgetfulTable } from './forgetful.js';

const columns = `
  conversation_id AS "conversationId", kind, began_at AS "beganAt", ended_at AS "endedAt", ended_by AS "endedBy", line,
  asked_at AS "askedAt", wait_state AS "waitState", wait_since AS "waitSince", rating, steps`;

const keepSql = ({ rowsOf, element }: Dialect): string => {
  const text = (index: number) => element('given.value', index);
  const number = (index: number) => `CAST(${element('given.value', index)} AS bigint)`;
  return `
  INSERT INTO call_record (conversation_id, kind, began_at, ended_at, ended_by, line, asked_at, wait_state, wait_since, rating, steps)
  SELECT ${text(0)}, ${text(1)}, ${number(2)}, ${number(3)}, ${text(4)}, ${text(5)}, ${number(6)}, ${text(7)}, ${number(8)}, ${text(9)},
    ${text(10)}
  FROM ${rowsOf('$1')} AS given WHERE true
  ON CONFLICT (conversation_id) DO UPDATE SET kind = excluded.kind, ended_at = excluded.ended_at, ended_by = excluded.ended_by,
    line = excluded.line, asked_at = excluded.asked_at, wait_state = excluded.wait_state, wait_since = excluded.wait_since,
    rating = excluded.rating, steps = excluded.steps`;
};

type Row = Omit<CallRecord, 'asked' | 'steps'> & {
  readonly askedAt: number | null;
  readonly waitState: AskedForPerson['state'] | null;
  readonly waitSince: number | null;
  readonly steps: string;
};

/** Records of calls; the SQL is the same for every database. */
export class StoredCalls implements CallStore {
  constructor(private readonly database: Database) {}

  async get(conversationId: string): Promise<CallRecord | null> {
    const sql = `SELECT ${columns} FROM call_record WHERE conversation_id = $1`;
    const row = await this.database.reader.one<Row>(sql, [conversationId]);
    return row && recordIn(row);
  }

  async page(
    from: number,
    to: number,
    after: Pick<CallRecord, 'beganAt' | 'conversationId'> | null,
    limit: number,
  ): Promise<readonly CallRecord[]> {
    const { beganAt, conversationId } = after ?? { beganAt: from, conversationId: '' };
    const sql = `SELECT ${columns} FROM call_record WHERE (began_at, conversation_id) > ($1, $2) AND began_at < $3
      ORDER BY began_at, conversation_id LIMIT $4`;
    const rows = await this.database.reader.all<Row>(sql, [beganAt, conversationId, to, limit]);
    return rows.map(recordIn);
  }
}

function recordIn({ askedAt, waitState, waitSince, steps, ...row }: Row): CallRecord {
  const isAsked = askedAt !== null && waitState !== null && waitSince !== null;
  const asked = isAsked ? { at: askedAt, state: waitState, since: waitSince } : null;
  return { ...row, asked, steps: JSON.parse(steps) };
}

/** Keeps records of calls, in a transaction that is under way; one that is known already is brought up to date. */
export async function keepCalls(
  connection: EitherConnection,
  calls: readonly CallRecord[],
  dialect: Dialect,
): Promise<void> {
  const newest = new Map(calls.map((call) => [call.conversationId, call]));
  const rows = [...newest.values()].map((call) => {
    const { conversationId, kind, beganAt, endedAt, endedBy, line, asked, rating, steps } = call;
    const wait = [asked?.at ?? null, asked?.state ?? null, asked?.since ?? null];
    return JSON.stringify([
      ...[conversationId, kind, beganAt, endedAt, endedBy, line],
      ...[...wait, rating, JSON.stringify(steps)],
    ]);
  });
  await connection.run(keepSql(dialect), [dialect.texts(rows)]);
}

/** What happened in calls: they tell how somebody went about it, though not who. */
export const callRecords: ForgetfulTable = {
  kind: 'calls',
  shortest: 'P1D',
  because: 'what is known of a call later could not be added to its record',
  otherwise: 'P1Y',
  table: 'call_record',
  key: 'conversation_id',
  walk: 'began_at',
  isOver: 'one.began_at < $1',
  removeSql: 'DELETE FROM call_record AS one',
  forgetSql: 'DELETE FROM call_record WHERE conversation_id = $1',
};
