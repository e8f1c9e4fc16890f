import type { Case, CaseMessage } from '../../domain/case.js';
import type { LineId } from '../../domain/line.js';
import type { CaseStore } from '../../domain/ports.js';
import type { Connection } from './connection.js';
import type { Writer } from './writer.js';

interface CaseRow {
  readonly case_no: string;
  readonly line: LineId;
  readonly channel: string;
  readonly person_id: string | null;
  readonly conversation_id: string;
  readonly opened_at: number;
  readonly message: string;
  readonly source_id: string;
}

const nextNumberSql = `
  INSERT INTO case_counter (day, last) VALUES (?, 1)
  ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`;

export class SqliteCases implements CaseStore {
  constructor(
    private readonly reader: Connection,
    private readonly writer: Writer,
  ) {}

  async nextNumber(day: string): Promise<string> {
    const row = await this.writer.transaction((connection) => connection.one<{ last: number }>(nextNumberSql, [day]));
    return day + String(row?.last ?? 1).padStart(4, '0');
  }

  async open(newCase: Case): Promise<'opened' | 'known'> {
    const opened = await this.writer.transaction((connection) => insertCases(connection, [newCase]));
    return opened > 0 ? 'opened' : 'known';
  }

  async bySource(sourceId: string): Promise<Case | null> {
    const row = await this.reader.one<CaseRow>('SELECT * FROM case_file WHERE source_id = ?', [sourceId]);
    return row && caseOf(row);
  }

  async list(): Promise<readonly Case[]> {
    const rows = await this.reader.all<CaseRow>('SELECT * FROM case_file ORDER BY case_no');
    return rows.map(caseOf);
  }
}

/** @returns how many were new; a case whose source is known already is left as it is */
export async function insertCases(connection: Connection, cases: readonly Case[]): Promise<number> {
  let opened = 0;
  for (const one of cases) {
    opened += await connection.run(
      `INSERT INTO case_file (case_no, line, channel, person_id, conversation_id, opened_at, message, source_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_id) DO NOTHING`,
      [
        one.caseNo,
        one.line,
        one.channel,
        one.personId,
        one.conversationId,
        one.openedAt,
        JSON.stringify(one.message),
        one.sourceId,
      ],
    );
  }
  return opened;
}

/** @returns of these, the sources that a case was already made from */
export async function knownSources(connection: Connection, sources: readonly string[]): Promise<string[]> {
  const sql = 'SELECT source_id AS source FROM case_file WHERE source_id IN (SELECT value FROM json_each(?))';
  const rows = await connection.all<{ source: string }>(sql, [JSON.stringify(sources)]);
  return rows.map(({ source }) => source);
}

function caseOf(row: CaseRow): Case {
  return {
    caseNo: row.case_no,
    line: row.line,
    channel: row.channel,
    personId: row.person_id,
    conversationId: row.conversation_id,
    openedAt: row.opened_at,
    message: JSON.parse(row.message) as CaseMessage,
    sourceId: row.source_id,
  };
}
