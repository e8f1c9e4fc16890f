import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { Case, CaseMessage } from '../../domain/cases/case.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { ForgetfulTable } from './forgetful.js';

type ApplyEffects = (connection: EitherConnection, effects: readonly Effect[], dialect: Dialect) => Promise<boolean>;

/** A case as {@link caseColumns} are read: its message is JSON. */
type CaseRow = Omit<Case, 'message'> & { readonly message: string };

const caseColumns = `
  case_no AS "caseNo", line, channel, person_id AS "personId", conversation_id AS "conversationId",
  opened_at AS "openedAt", message, source_id AS "sourceId"`;

// Whoever comes second waits for the row, and counts on from what the first left.
const nextNumberSql = `
  INSERT INTO case_counter AS counter (day, last) VALUES ($1, 1)
  ON CONFLICT (day) DO UPDATE SET last = counter.last + 1 RETURNING last`;

const insertSql = `
  INSERT INTO case_file (case_no, line, channel, person_id, conversation_id, opened_at, message, source_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source_id) DO NOTHING`;

/** Cases, and their numbers; the SQL is the same for every database. */
export class StoredCases implements CaseStore {
  /** @param applyEffects writes what goes with a case */
  constructor(
    private readonly database: Database,
    private readonly applyEffects: ApplyEffects,
  ) {}

  async nextNumber(day: string): Promise<string> {
    const row = await this.database.writer.statement((connection) =>
      connection.one<{ last: number }>(nextNumberSql, [day]),
    );
    return day + String(row?.last ?? 1).padStart(4, '0');
  }

  open(newCase: Case, besides: readonly Effect[] = []): Promise<'opened' | 'known'> {
    return this.database.writer.transaction(async (connection) => {
      if (!(await insertCase(connection, newCase))) return 'known';
      await this.applyEffects(connection, besides, this.database.dialect);
      return 'opened';
    });
  }

  bySource(sourceId: string): Promise<Case | null> {
    return this.one('source_id', sourceId);
  }

  byNumber(caseNo: string): Promise<Case | null> {
    return this.one('case_no', caseNo);
  }

  private async one(column: 'source_id' | 'case_no', value: string): Promise<Case | null> {
    const sql = `SELECT ${caseColumns} FROM case_file WHERE ${column} = $1`;
    const row = await this.database.reader.one<CaseRow>(sql, [value]);
    return row ? caseOf(row) : null;
  }

  async list(): Promise<readonly Case[]> {
    const rows = await this.database.reader.all<CaseRow>(`SELECT ${caseColumns} FROM case_file ORDER BY case_no`);
    return rows.map(caseOf);
  }
}

function caseOf(row: CaseRow): Case {
  return { ...row, message: JSON.parse(row.message) as CaseMessage };
}

/** @returns whether it was new; where a case was made from the same source already, that one stays as it is */
export async function insertCase(connection: EitherConnection, newCase: Case): Promise<boolean> {
  const { caseNo, line, channel, personId, conversationId, openedAt, message, sourceId } = newCase;
  const who = [caseNo, line, channel, personId, conversationId];
  return (await connection.run(insertSql, [...who, openedAt, JSON.stringify(message), sourceId])) > 0;
}

/**
 * Adds a line to a written message. Only turns of the conversation that opened the case add to it, one after another.
 * @throws Error when there is no such case
 */
export async function addToCase(connection: EitherConnection, caseNo: string, text: string): Promise<void> {
  const row = await connection.one<{ message: string }>('SELECT message FROM case_file WHERE case_no = $1', [caseNo]);
  const message = row && (JSON.parse(row.message) as CaseMessage);
  if (message?.kind !== 'text') throw new Error(`case ${caseNo} has no written message to add to`);
  const added: CaseMessage = { kind: 'text', text: `${message.text}\n${text}` };
  await connection.run('UPDATE case_file SET message = $1 WHERE case_no = $2', [JSON.stringify(added), caseNo]);
}

/** Who is behind a case (工单). The case stays under its number. */
export const casePersons: ForgetfulTable = {
  kind: 'case-persons',
  shortest: 'P30D',
  because: 'staff could not call back about a case that is still open',
  table: 'case_file',
  key: 'case_no',
  walk: 'case_no',
  isOver: 'one.opened_at < $1 AND one.person_id IS NOT NULL',
  removeSql: 'UPDATE case_file AS one SET person_id = NULL',
  forgetSql: 'UPDATE case_file SET person_id = NULL WHERE conversation_id = $1',
};
