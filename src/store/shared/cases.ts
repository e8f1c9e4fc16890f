import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, Parameter } from '../../database/either-database.js';
import type { Case, CaseAddition, CaseMessage } from '../../domain/cases/case.js';
import { type CaseEvent, effectiveEvents } from '../../domain/cases/case-event.js';
import { caseNumber } from '../../domain/cases/case-number.js';
import type { CaseChange, CaseFile, CaseStore } from '../../domain/cases/stores.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { addEvents, eventsOf, numberOfEvents } from './case-events.js';
import type { ForgetfulTable } from './forgetful.js';

type ApplyEffects = (connection: EitherConnection, effects: readonly Effect[], dialect: Dialect) => Promise<boolean>;

/** A case as {@link caseColumns} are read: its message is JSON. */
type CaseRow = Omit<Case, 'message' | 'isConfidential'> & { readonly message: string; readonly isConfidential: number };

const caseColumns = `
  one.case_no AS "caseNo", one.kind, one.line, one.channel, one.person_id AS "personId", one.contact, one.proof,
  one.is_confidential AS "isConfidential", one.conversation_id AS "conversationId", one.opened_at AS "openedAt",
  one.message, one.source_id AS "sourceId"`;

// Whoever comes second waits for the row, and counts on from what the first left.
const nextNumberSql = `
  INSERT INTO case_counter AS counter (day, last) VALUES ($1, 1)
  ON CONFLICT (day) DO UPDATE SET last = counter.last + 1 RETURNING last`;

const insertSql = `
  INSERT INTO case_file (case_no, kind, line, channel, person_id, contact, proof, is_confidential, conversation_id,
    opened_at, message, source_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (source_id) DO NOTHING`;

const bySourceSql = `
  one.source_id = $1 OR one.case_no = (SELECT case_no FROM case_event WHERE case_event.source_id = $1)`;

const latestSql = `
  one.person_id = $1 AND one.line = $2 AND one.is_over = 0 AND (one.opened_at >= $3 OR EXISTS
    (SELECT 1 FROM case_event WHERE case_event.case_no = one.case_no AND case_event.kind IN ('added', 'callback-asked') AND case_event.at >= $3))
  ORDER BY one.opened_at DESC, one.case_no DESC LIMIT 1`;

/** Cases with their numbers and what happened to them; the SQL is the same for every database. */
export class StoredCases implements CaseStore<Effect> {
  /** @param applyEffects writes what goes with a case */
  constructor(
    private readonly database: Database,
    private readonly applyEffects: ApplyEffects,
  ) {}

  async nextNumber(day: string): Promise<string> {
    const row = await this.database.writer.statement((connection) =>
      connection.one<{ last: number }>(nextNumberSql, [day]),
    );
    return caseNumber(day, row?.last ?? 1);
  }

  open(newCase: Case, besides: readonly Effect[] = []): Promise<'opened' | 'known'> {
    return this.database.writer.transaction(async (connection) => {
      if (!(await insertCase(connection, newCase))) return 'known';
      await this.applyEffects(connection, besides, this.database.dialect);
      return 'opened';
    });
  }

  bySource(sourceId: string): Promise<Case | null> {
    return this.one(bySourceSql, [sourceId]);
  }

  latestOf(personId: string, line: string, since: number): Promise<Case | null> {
    return this.one(latestSql, [personId, line, since]);
  }

  async file(caseNo: string): Promise<CaseFile | null> {
    const found = await this.one('one.case_no = $1', [caseNo]);
    return found && ((await this.filesOf([found]))[0] ?? null);
  }

  async files(which: 'open' | 'all'): Promise<readonly CaseFile[]> {
    return this.filesOf(await this.all(which === 'open' ? 'WHERE one.is_over = 0' : ''));
  }

  async opened(from: string, before: string): Promise<ReadonlyMap<string, number>> {
    // A number begins with its day.
    const [first, end] = [from, before].map((day) => day.replaceAll('-', ''));
    const sql =
      'SELECT line, count(*) AS n FROM case_file WHERE case_no >= $1 AND case_no < $2 GROUP BY line ORDER BY line';
    const rows = await this.database.reader.all<{ line: string; n: number }>(sql, [first ?? '', end ?? '']);
    return new Map(rows.map(({ line, n }) => [line, n]));
  }

  change(changes: readonly CaseChange[], besides: readonly Effect[] = []): Promise<'changed' | 'stale'> {
    const { writer, dialect } = this.database;
    // Two that want the same cases wait in a line, never in a circle.
    const sorted = changes.toSorted((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
    return writer.transaction(async (connection) => {
      for (const { caseNo, known } of sorted) {
        if ((await numberOfEvents(connection, caseNo, dialect)) !== known) return 'stale';
      }
      for (const { caseNo, known, events, isOver, isConfidential } of sorted) {
        await addEvents(connection, caseNo, events, known);
        if (isConfidential !== undefined)
          await connection.run('UPDATE case_file SET is_confidential = $1 WHERE case_no = $2', [
            isConfidential ? 1 : 0,
            caseNo,
          ]);
        await connection.run('UPDATE case_file SET is_over = $1 WHERE case_no = $2', [isOver ? 1 : 0, caseNo]);
      }
      await this.applyEffects(connection, besides, dialect);
      return 'changed';
    });
  }

  private async one(where: string, parameters: readonly (string | number)[]): Promise<Case | null> {
    const row = await this.database.reader.one<CaseRow>(
      `SELECT ${caseColumns} FROM case_file AS one WHERE ${where}`,
      parameters,
    );
    return row ? caseOf(row) : null;
  }

  /** What was put into a case goes with it; hardly any has some. */
  private async filesOf(cases: readonly Case[]): Promise<readonly CaseFile[]> {
    const { reader, dialect } = this.database;
    const numbers = cases.map(({ caseNo }) => caseNo);
    const events = await eventsOf(reader, numbers, dialect);
    const within = new Map(cases.map(({ caseNo }) => [caseNo, joinedIn(events.get(caseNo) ?? [])]));
    const wanted = [...within.values()].flat();
    const found = wanted.length === 0 ? [] : await this.filesOf(await this.numbered(wanted));
    return cases.map((one) => {
      const joined = found.filter((file) => within.get(one.caseNo)?.includes(file.case.caseNo));
      return { case: one, events: events.get(one.caseNo) ?? [], ...(joined.length > 0 && { joined }) };
    });
  }

  private numbered(numbers: readonly string[]): Promise<readonly Case[]> {
    const { dialect } = this.database;
    return this.all(`WHERE ${dialect.isOneOf('one.case_no', '$1', 'texts')}`, [dialect.texts(numbers)]);
  }

  private async all(where: string, parameters: readonly Parameter[] = []): Promise<readonly Case[]> {
    const sql = `SELECT ${caseColumns} FROM case_file AS one ${where} ORDER BY one.case_no`;
    return (await this.database.reader.all<CaseRow>(sql, parameters)).map(caseOf);
  }
}

function joinedIn(events: readonly CaseEvent[]): readonly string[] {
  return effectiveEvents(events).flatMap(({ kind, to }) => (kind === 'joined' && to !== undefined ? [to] : []));
}

function caseOf(row: CaseRow): Case {
  return { ...row, isConfidential: row.isConfidential === 1, message: JSON.parse(row.message) as CaseMessage };
}

/** @returns whether it was new; where a case was made from the same source already, that one stays as it is */
export async function insertCase(connection: EitherConnection, newCase: Case): Promise<boolean> {
  const { caseNo, kind, line, channel, personId, contact, proof, isConfidential } = newCase;
  const { conversationId, openedAt, message, sourceId } = newCase;
  const who = [caseNo, kind, line, channel, personId, contact, proof, isConfidential ? 1 : 0, conversationId];
  return (await connection.run(insertSql, [...who, openedAt, JSON.stringify(message), sourceId])) > 0;
}

/** What is over is found by an index, without its events. */
export async function noteReopened(connection: EitherConnection, caseNo: string): Promise<void> {
  await connection.run('UPDATE case_file SET is_over = 0 WHERE case_no = $1', [caseNo]);
}

/**
 * Adds a line to a written message. Only turns of the conversation that opened the case add to it, one after another.
 * @throws Error when there is no such case
 */
export async function addToCase(
  connection: EitherConnection,
  caseNo: string,
  text: string,
  addition: CaseAddition = {},
): Promise<void> {
  const row = await connection.one<{ message: string }>('SELECT message FROM case_file WHERE case_no = $1', [caseNo]);
  const message = row && (JSON.parse(row.message) as CaseMessage);
  if (message?.kind !== 'text') throw new Error(`case ${caseNo} has no written message to add to`);
  const added: CaseMessage = { kind: 'text', text: `${message.text}\n${text}` };
  await connection.run('UPDATE case_file SET message = $1 WHERE case_no = $2', [JSON.stringify(added), caseNo]);
  const { contact, wish, proof } = addition;
  if (contact !== undefined) {
    await connection.run(contactSql, [contact, contact.slice(-4), caseNo]);
    await connection.run(callbackSql, [contact, caseNo]);
  }
  if (wish) await connection.run(confidentialSql, [caseNo]);
  if (wish === 'anonymous') await connection.run(anonymousSql, [proof ?? null, `anonymous:${caseNo}`, caseNo]);
}

const contactSql = 'UPDATE case_file SET contact = $1, proof = $2 WHERE case_no = $3';
/** Whoever is to be called back without having left a number has left one now. */
const callbackSql = 'UPDATE callback SET number = $1 WHERE case_no = $2 AND number IS NULL';
const confidentialSql = 'UPDATE case_file SET is_confidential = 1 WHERE case_no = $1';
const anonymousSql = `
  UPDATE case_file SET person_id = NULL, contact = NULL, proof = $1, conversation_id = $2, source_id = $2 WHERE case_no = $3`;

/** Who is behind a case (工单). The case stays under its number. */
export const casePersons: ForgetfulTable = {
  kind: 'case-persons',
  shortest: 'P30D',
  because: 'staff could not call back about a case that is still open',
  table: 'case_file',
  key: 'case_no',
  walk: 'case_no',
  isOver: 'one.opened_at < $1 AND COALESCE(one.person_id, one.contact, one.proof) IS NOT NULL',
  removeSql: 'UPDATE case_file AS one SET person_id = NULL, contact = NULL, proof = NULL',
  forgetSql: 'UPDATE case_file SET person_id = NULL, contact = NULL, proof = NULL WHERE conversation_id = $1',
};
