import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { AskedCallback, Callback, CallbackFunnel, MissedCall } from '../../domain/callbacks/callback.js';
import type { CallbackOutcome, CallbackStore } from '../../domain/callbacks/stores.js';
import type { LineId } from '../../domain/hotline/line-id.js';
import type { ForgetfulTable } from './forgetful.js';

const columns = `
  case_no AS "caseNo", line, number, conversation_id AS "conversationId", asked_at AS "askedAt", entered_at AS "enteredAt",
  is_urgent AS "isUrgent", state, called_by AS "by", attempts, due_at AS "dueAt", call_id AS "callId", dialled_at AS "dialledAt",
  reached_at AS "reachedAt", connected_at AS "connectedAt", reason`;

const isMerged = `event.kind = 'merged' AND NOT EXISTS (SELECT 1 FROM case_event AS later
  WHERE later.case_no = event.case_no AND later.kind = 'unmerged' AND later.no > event.no)`;

/** With the case that its own was put into. */
const columnsListed = `${columns}, (SELECT event.target FROM case_event AS event
  WHERE event.case_no = callback.case_no AND ${isMerged}) AS "mergedInto"`;

const isOverAlready = `callback.state IN ('connected', 'given-up')`;

/**
 * Whoever waited before they asked keeps their place. One that is over, asked for again in its case, begins anew; of one that nobody has rung yet the number is the
 * one that was given last.
 */
const askSql = `
  INSERT INTO callback
    (case_no, line, number, conversation_id, asked_at, entered_at, is_urgent, state, called_by, attempts, due_at)
  VALUES ($1, $2, $3, $4, $5,
    COALESCE((SELECT entered_at FROM waiting WHERE waiting.conversation_id = $4 AND waiting.line = $2), $5),
    COALESCE((SELECT is_urgent FROM waiting WHERE waiting.conversation_id = $4), 0), 'asked', 'service', 0, $5)
  ON CONFLICT (case_no) DO UPDATE SET
    line = excluded.line, number = excluded.number, conversation_id = excluded.conversation_id,
    asked_at = CASE WHEN ${isOverAlready} THEN excluded.asked_at ELSE callback.asked_at END,
    entered_at = CASE WHEN ${isOverAlready} THEN excluded.entered_at ELSE callback.entered_at END,
    is_urgent = excluded.is_urgent, state = 'asked', called_by = 'service', attempts = 0,
    due_at = excluded.due_at, call_id = NULL, dialled_at = NULL, reached_at = NULL, connected_at = NULL, reason = NULL
  WHERE ${isOverAlready}
    OR (callback.state IN ('asked', 'not-reached') AND excluded.number <> COALESCE(callback.number, ''))`;

/** The cases in which this one goes on (并单), one after another. */
const heirs = `WITH RECURSIVE heir (no) AS (
  SELECT event.target FROM case_event AS event WHERE event.case_no = callback.case_no AND ${isMerged}
  UNION SELECT event.target FROM heir JOIN case_event AS event ON event.case_no = heir.no AND ${isMerged})`;

/** Whoever was answered otherwise waits for no call. What was merged is over when the other is; one number is called once for both. */
const isCaseOpen = `(
  NOT EXISTS (SELECT 1 FROM case_file WHERE case_file.case_no = callback.case_no AND case_file.is_over = 1)
  OR EXISTS (${heirs} SELECT 1 FROM heir JOIN case_file ON case_file.case_no = heir.no WHERE case_file.is_over = 0)
    AND NOT EXISTS (${heirs} SELECT 1 FROM heir JOIN callback AS other ON other.case_no = heir.no
      WHERE other.number = callback.number))`;

const isToBeRung = `called_by = 'service' AND state IN ('asked', 'not-reached')`;

const isNotRinging = `state IN ('asked', 'not-reached')`;

const dialSql = `
  UPDATE callback SET state = 'dialled', attempts = attempts + 1, dialled_at = $1, call_id = NULL
  WHERE case_no = $2 AND due_at <= $1 AND ${isToBeRung}`;

const toColleagueSql = `UPDATE callback SET called_by = 'colleague', reason = $1
  WHERE case_no = $2 AND called_by = 'service' AND state IN ('asked', 'not-reached', 'reached')`;

const takeBackSql = `UPDATE callback SET state = 'asked', called_by = 'colleague', reason = $1, reached_at = NULL, connected_at = NULL
  WHERE case_no = $2 AND state IN ('connected', 'given-up')`;

/** What may follow what: nothing goes back, but that whoever was not reached may be rung again. */
const before: Readonly<Record<CallbackOutcome['state'], string>> = {
  'not-reached': `state IN ('asked', 'dialled', 'not-reached')`,
  reached: `state IN ('asked', 'dialled', 'not-reached')`,
  connected: `state NOT IN ('connected', 'given-up')`,
  'given-up': `state NOT IN ('connected', 'given-up')`,
};

const funnelSql = `
  SELECT count(*) AS asked, count(dialled_at) AS dialled, count(reached_at) AS reached, count(connected_at) AS connected,
    count(CASE WHEN state = 'given-up' THEN 1 END) AS "givenUp"
  FROM callback WHERE asked_at >= $1 AND asked_at < $2 AND (line = $3 OR $3 IS NULL)`;

const missedSql = `
  SELECT min(one.person_id) AS "personId", one.line, count(*) AS calls, min(one.entered_at) AS "firstAt",
    max(one.changed_at) AS "lastAt", max(one.changed_at - one.entered_at) AS "longestMs"
  FROM waiting AS one
  WHERE one.changed_at >= $1 AND one.changed_at < $2 AND one.state = 'left'
    AND NOT EXISTS (SELECT 1 FROM waiting AS later WHERE later.person_id = one.person_id AND later.changed_at >= one.entered_at
      AND later.state IN ('served', 'callback', 'message'))
  GROUP BY one.line, COALESCE(one.person_id, one.conversation_id)
  ORDER BY min(one.entered_at), one.line`;

/** Who is to be called back; the SQL is the same for every database. */
export class StoredCallbacks implements CallbackStore {
  constructor(private readonly database: Database) {}

  due(now: number, limit: number): Promise<readonly Callback[]> {
    const sql = `SELECT ${columns} FROM callback WHERE ${isToBeRung} AND due_at <= $1 AND ${isCaseOpen}
      ORDER BY is_urgent DESC, entered_at, case_no LIMIT $2`;
    return this.all(sql, [now, limit]);
  }

  dial(caseNo: string, at: number): Promise<boolean> {
    return this.changed(dialSql, [at, caseNo]);
  }

  async noteCall(caseNo: string, callId: string): Promise<void> {
    await this.changed('UPDATE callback SET call_id = $1 WHERE case_no = $2', [callId, caseNo]);
  }

  async toColleague(caseNo: string, reason: string): Promise<void> {
    await this.changed(toColleagueSql, [reason, caseNo]);
  }

  settle(caseNo: string, { state, at, reason = null, dueAt, isByHand = false }: CallbackSettlement): Promise<boolean> {
    const isReached = state === 'reached' || state === 'connected';
    const isRung = isReached || isByHand;
    const sql = `
      UPDATE callback SET state = $1, reason = $2, due_at = COALESCE(CAST($3 AS bigint), due_at),
        called_by = CASE WHEN $3 IS NULL AND $1 = 'not-reached' THEN 'colleague' ELSE called_by END
        ${isRung ? `, dialled_at = ${isByHand ? `CASE WHEN ${isNotRinging} THEN $5 ELSE dialled_at END` : 'COALESCE(dialled_at, $5)'}` : ''}
        ${isByHand ? `, attempts = attempts + CASE WHEN ${isNotRinging} THEN 1 ELSE 0 END` : ''}
        ${isReached ? ', reached_at = COALESCE(reached_at, $5)' : ''}
        ${state === 'connected' ? ', connected_at = $5' : ''}
      WHERE case_no = $4 AND ${before[state]}`;
    return this.changed(sql, [state, reason, dueAt ?? null, caseNo, ...(isRung ? [at] : [])]);
  }

  takeBack(caseNo: string, reason: string): Promise<boolean> {
    return this.changed(takeBackSql, [reason, caseNo]);
  }

  async get(caseNo: string): Promise<Callback | null> {
    const [one] = await this.all(`SELECT ${columns} FROM callback WHERE case_no = $1`, [caseNo]);
    return one ?? null;
  }

  hanging(before: number): Promise<readonly Callback[]> {
    const sql = `SELECT ${columns} FROM callback WHERE state IN ('dialled', 'reached') AND dialled_at < $1 ORDER BY case_no`;
    return this.all(sql, [before]);
  }

  async lastDialledAt(): Promise<number | null> {
    const row = await this.database.reader.one<{ at: number | null }>('SELECT max(dialled_at) AS at FROM callback', []);
    return row?.at ?? null;
  }

  open(): Promise<readonly Callback[]> {
    const sql = `SELECT ${columnsListed} FROM callback WHERE state NOT IN ('connected', 'given-up') AND ${isCaseOpen} ORDER BY is_urgent DESC, entered_at, case_no`;
    return this.all(sql, []);
  }

  async funnel(from: number, to: number, line: LineId | null = null): Promise<CallbackFunnel> {
    const row = await this.database.reader.one<CallbackFunnel>(funnelSql, [from, to, line]);
    return row ?? { asked: 0, dialled: 0, reached: 0, connected: 0, givenUp: 0 };
  }

  missed(from: number, to: number): Promise<readonly MissedCall[]> {
    return this.database.reader.all<MissedCall>(missedSql, [from, to]);
  }

  private async all(sql: string, values: readonly (string | number)[]): Promise<readonly Callback[]> {
    return (await this.database.reader.all<CallbackRow>(sql, [...values])).map(callbackOf);
  }

  private async changed(sql: string, values: readonly (string | number | null)[]): Promise<boolean> {
    return (await this.database.writer.statement((one) => one.run(sql, [...values]))) > 0;
  }
}

type CallbackRow = Omit<Callback, 'isUrgent' | 'mergedInto'> & {
  readonly isUrgent: number;
  readonly mergedInto?: string | null;
};

function callbackOf({ isUrgent, mergedInto = null, ...callback }: CallbackRow): Callback {
  return { ...callback, ...(isUrgent === 1 && { isUrgent: true }), ...(mergedInto !== null && { mergedInto }) };
}

type CallbackSettlement = Omit<CallbackOutcome, 'reason'> & { readonly reason?: string | null };

/** One that is known, and is not over, stays as it is. */
export async function askCallback(connection: EitherConnection, asked: AskedCallback): Promise<void> {
  const { caseNo, line, number, conversationId, askedAt } = asked;
  await connection.run(askSql, [caseNo, line, number, conversationId, askedAt]);
}

/** Who was to be called back, and on which number; the case stays. */
export const callbacks: ForgetfulTable = {
  kind: 'callbacks',
  shortest: 'P7D',
  because: 'nobody could call back any more who was promised to be called',
  otherwise: 'P1Y',
  table: 'callback',
  key: 'case_no',
  walk: 'asked_at',
  isOver: 'one.asked_at < $1',
  removeSql: 'DELETE FROM callback AS one',
  forgetSql: 'DELETE FROM callback WHERE conversation_id = $1',
};
