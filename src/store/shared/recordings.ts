import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { Recording, Sound, WantedRecording } from '../../domain/recordings/recording.js';
import type { RecordingStore } from '../../domain/recordings/stores.js';
import type { ForgetfulTable } from './forgetful.js';

const columns = `
  id, case_no AS "caseNo", conversation_id AS "conversationId", url, seconds, asked_at AS "askedAt", state, attempts,
  due_at AS "dueAt", reason, type, bytes, sha256, kept_at AS "keptAt"`;

const wantSql = `
  INSERT INTO recording (id, case_no, conversation_id, url, seconds, asked_at, state, attempts, due_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'wanted', 0, $6) ON CONFLICT (id) DO NOTHING`;

const pieceSql = `
  INSERT INTO recording_piece (recording_id, no, base64)
  SELECT CAST($1 AS text), CAST($2 AS bigint), CAST($3 AS text)
  WHERE EXISTS (SELECT 1 FROM recording WHERE id = $1 AND state = 'wanted')
  ON CONFLICT (recording_id, no) DO UPDATE SET base64 = excluded.base64`;

const keepSql = `
  UPDATE recording SET state = 'kept', reason = NULL, type = $1, bytes = $2, sha256 = $3, kept_at = $4
  WHERE id = $5 AND state = 'wanted'`;

const failSql = `
  UPDATE recording SET attempts = attempts + 1, reason = $1, state = $2, due_at = COALESCE(CAST($3 AS bigint), due_at)
  WHERE id = $4 AND state = 'wanted'`;

/** How much of a sound is written at once: nobody waits long for such a piece. */
const pieceBytes = 48 * 1024;

/** Recordings and their sound; the SQL is the same for every database. */
export class StoredRecordings implements RecordingStore {
  constructor(private readonly database: Database) {}

  due(now: number, limit: number): Promise<readonly Recording[]> {
    const sql = `SELECT ${columns} FROM recording WHERE state = 'wanted' AND due_at <= $1 ORDER BY due_at, id LIMIT $2`;
    return this.database.reader.all<Recording>(sql, [now, limit]);
  }

  async keep(id: string, { type, bytes }: Sound, sha256: string, at: number): Promise<boolean> {
    const { writer } = this.database;
    const pieces = Math.ceil(bytes.length / pieceBytes);
    for (let no = 0; no < pieces; no++) {
      const base64 = bytes.subarray(no * pieceBytes, (no + 1) * pieceBytes).toString('base64');
      // What is kept, or was forgotten, stays so.
      if ((await writer.statement((one) => one.run(pieceSql, [id, no, base64]))) === 0) return false;
    }
    return writer.transaction(async (one) => {
      if ((await one.run(keepSql, [type, bytes.length, sha256, at, id])) === 0) return false;
      // What a longer one left that was broken off.
      await one.run('DELETE FROM recording_piece WHERE recording_id = $1 AND no >= $2', [id, pieces]);
      return true;
    });
  }

  async fail(id: string, reason: string, dueAt: number | null): Promise<void> {
    const state = dueAt === null ? 'lost' : 'wanted';
    await this.database.writer.statement((one) => one.run(failSql, [reason, state, dueAt, id]));
  }

  of(caseNo: string): Promise<readonly Recording[]> {
    const sql = `SELECT ${columns} FROM recording WHERE case_no = $1 ORDER BY asked_at, id`;
    return this.database.reader.all<Recording>(sql, [caseNo]);
  }

  async sound(id: string): Promise<Buffer | null> {
    const { reader } = this.database;
    const kept = await reader.one(`SELECT 1 FROM recording WHERE id = $1 AND state = 'kept'`, [id]);
    if (!kept) return null;
    const sql = 'SELECT base64 FROM recording_piece WHERE recording_id = $1 ORDER BY no';
    const pieces = await reader.all<{ base64: string }>(sql, [id]);
    return Buffer.concat(pieces.map(({ base64 }) => Buffer.from(base64, 'base64')));
  }
}

/** One that is known stays as it is. */
export async function wantRecording(connection: EitherConnection, wanted: WantedRecording): Promise<void> {
  const { id, caseNo, conversationId, url, seconds, askedAt } = wanted;
  await connection.run(wantSql, [id, caseNo, conversationId, url, seconds, askedAt]);
}

/** What people said into the telephone; the case that it belongs to stays. */
export const recordings: ForgetfulTable = {
  kind: 'recordings',
  shortest: 'P30D',
  because: 'staff could not hear what a case is about that is still open',
  otherwise: 'P1Y',
  table: 'recording',
  with: ['recording_piece'],
  key: 'id',
  walk: 'asked_at',
  isOver: 'one.asked_at < $1',
  removeSql: 'DELETE FROM recording AS one',
  forgetSql: 'DELETE FROM recording WHERE conversation_id = $1',
};
