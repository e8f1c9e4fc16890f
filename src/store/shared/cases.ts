import type { Case } from '../../domain/cases/case.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import { type CaseRow, caseColumns, caseOf, caseValues } from './case-row.js';
import type { EitherConnection, EitherReader, EitherWriter } from './either-database.js';

// Whoever comes second waits for the row, and counts on from what the first left.
const nextNumberSql = `
  INSERT INTO case_counter AS counter (day, last) VALUES ($1, 1)
  ON CONFLICT (day) DO UPDATE SET last = counter.last + 1 RETURNING last`;

const insertSql = `
  INSERT INTO case_file (${caseColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (source_id) DO NOTHING`;

const forgetPersonsSql = 'UPDATE case_file SET person_id = NULL WHERE opened_at < $1 AND person_id IS NOT NULL';

/** Cases, and their numbers; the SQL is the same for every database. */
export class StoredCases implements CaseStore {
  constructor(
    private readonly reader: EitherReader,
    private readonly writer: EitherWriter,
  ) {}

  async nextNumber(day: string): Promise<string> {
    const [row] = await this.writer.statement((connection) => connection.all<{ last: number }>(nextNumberSql, [day]));
    return day + String(row?.last ?? 1).padStart(4, '0');
  }

  async open(newCase: Case): Promise<'opened' | 'known'> {
    return (await this.writer.statement((connection) => insertCase(connection, newCase))) ? 'opened' : 'known';
  }

  async bySource(sourceId: string): Promise<Case | null> {
    const sql = `SELECT ${caseColumns} FROM case_file WHERE source_id = $1`;
    const [row] = await this.reader.all<CaseRow>(sql, [sourceId]);
    return row ? caseOf(row) : null;
  }

  async list(): Promise<readonly Case[]> {
    const rows = await this.reader.all<CaseRow>(`SELECT ${caseColumns} FROM case_file ORDER BY case_no`, []);
    return rows.map(caseOf);
  }

  forgetPersonsBefore(at: number): Promise<number> {
    return this.writer.statement((connection) => connection.run(forgetPersonsSql, [at]));
  }
}

/** @returns whether it was new; where a case was made from the same source already, that one stays as it is */
export async function insertCase(connection: EitherConnection, newCase: Case): Promise<boolean> {
  return (await connection.run(insertSql, caseValues(newCase))) > 0;
}
