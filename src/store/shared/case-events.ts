import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, EitherReader } from '../../database/either-database.js';
import type { CaseMessage } from '../../domain/cases/case.js';
import type { CaseEvent } from '../../domain/cases/case-event.js';

/** An event as it is read: its message is JSON, and what is not there is null. */
interface EventRow {
  readonly caseNo: string;
  readonly kind: CaseEvent['kind'];
  readonly at: number;
  readonly by: string;
  readonly words: string | null;
  readonly to: string | null;
  readonly message: string | null;
  readonly sourceId: string | null;
}

const columns = `
  case_no AS "caseNo", kind, at, done_by AS "by", words, target AS "to", message, source_id AS "sourceId"`;

const insertSql = `
  INSERT INTO case_event (case_no, no, kind, at, done_by, words, target, message, source_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (source_id) DO NOTHING`;

/** @returns what happened to each of these cases, the oldest first */
export async function eventsOf(
  reader: EitherReader,
  numbers: readonly string[],
  dialect: Dialect,
): Promise<ReadonlyMap<string, readonly CaseEvent[]>> {
  const found = new Map<string, CaseEvent[]>();
  if (numbers.length === 0) return found;
  const isOne = dialect.isOneOf('case_no', '$1', 'texts');
  const sql = `SELECT ${columns} FROM case_event WHERE ${isOne} ORDER BY case_no, no`;
  for (const row of await reader.all<EventRow>(sql, [dialect.texts(numbers)])) {
    const events = found.get(row.caseNo) ?? [];
    events.push(eventOf(row));
    found.set(row.caseNo, events);
  }
  return found;
}

function eventOf({ kind, at, by, words, to, message, sourceId }: EventRow): CaseEvent {
  return {
    ...{ kind, at, by },
    ...(words !== null && { words }),
    ...(to !== null && { to }),
    ...(message !== null && { message: JSON.parse(message) as CaseMessage }),
    ...(sourceId !== null && { sourceId }),
  };
}

/** @returns how many events a case has, which nobody else adds to until the transaction ends; -1 where there is no such case */
export async function numberOfEvents(connection: EitherConnection, caseNo: string, dialect: Dialect): Promise<number> {
  const lockSql = `SELECT case_no FROM case_file WHERE case_no = $1 ${dialect.lockRow}`;
  if (!(await connection.one(lockSql, [caseNo]))) return -1;
  const row = await connection.one<{ n: number }>('SELECT count(*) AS n FROM case_event WHERE case_no = $1', [caseNo]);
  return row?.n ?? 0;
}

/** @returns whether all were new: one that was made from the same source stays as it is */
export async function addEvents(
  connection: EitherConnection,
  caseNo: string,
  events: readonly CaseEvent[],
  known: number,
): Promise<boolean> {
  let no = known;
  let added = 0;
  for (const { kind, at, by, words, to, message, sourceId } of events) {
    const what = [words ?? null, to ?? null, message ? JSON.stringify(message) : null, sourceId ?? null];
    added += await connection.run(insertSql, [caseNo, ++no, kind, at, by, ...what]);
  }
  return added === events.length;
}
