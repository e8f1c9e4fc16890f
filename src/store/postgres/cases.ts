import type { Case } from '../../domain/cases/case.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import { type CaseRow, caseColumns, caseOf, caseValues } from '../case-row.js';
import type { Connection } from './connection.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

// Whoever comes second waits for the row, and counts on from what the first left.
const nextNumberSql = `
  INSERT INTO case_counter AS counter (day, last) VALUES ($1, 1)
  ON CONFLICT (day) DO UPDATE SET last = counter.last + 1 RETURNING last`;

const insertSql = `
  INSERT INTO case_file (${caseColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source_id) DO NOTHING`;

export class PostgresCases implements CaseStore {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  async nextNumber(day: string): Promise<string> {
    const row = await this.writer.statement((connection) => connection.one<{ last: number }>(nextNumberSql, [day]));
    return day + String(row?.last ?? 1).padStart(4, '0');
  }

  async open(newCase: Case): Promise<'opened' | 'known'> {
    const opened = await this.writer.statement((connection) => insertCases(connection, [newCase]));
    return opened > 0 ? 'opened' : 'known';
  }

  async bySource(sourceId: string): Promise<Case | null> {
    const row = await this.reader.one<CaseRow>(`SELECT ${caseColumns} FROM case_file WHERE source_id = $1`, [sourceId]);
    return row && caseOf(row);
  }

  async list(): Promise<readonly Case[]> {
    return (await this.reader.all<CaseRow>(`SELECT ${caseColumns} FROM case_file ORDER BY case_no`)).map(caseOf);
  }

  forgetPersonsBefore(at: number): Promise<number> {
    const sql = 'UPDATE case_file SET person_id = NULL WHERE opened_at < $1 AND person_id IS NOT NULL';
    return this.writer.statement((connection) => connection.run(sql, [at]));
  }
}

/** @returns how many were new; a case whose source is known already is left as it is */
export async function insertCases(connection: Connection, cases: readonly Case[]): Promise<number> {
  let opened = 0;
  for (const one of cases) opened += await connection.run(insertSql, caseValues(one));
  return opened;
}
