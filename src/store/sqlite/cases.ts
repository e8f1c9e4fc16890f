import type { Case } from '../../domain/cases/case.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import { type CaseRow, caseColumns, caseOf, caseValues } from '../case-row.js';
import type { Connection } from './connection.js';
import type { Writer } from './writer.js';

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

  forgetPersonsBefore(at: number): Promise<number> {
    const sql = 'UPDATE case_file SET person_id = NULL WHERE opened_at < ? AND person_id IS NOT NULL';
    return this.writer.statement((connection) => connection.run(sql, [at]));
  }
}

/** @returns how many were new; a case whose source is known already is left as it is */
export async function insertCases(connection: Connection, cases: readonly Case[]): Promise<number> {
  let opened = 0;
  for (const one of cases) {
    opened += await connection.run(
      `INSERT INTO case_file (${caseColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_id) DO NOTHING`,
      caseValues(one),
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
