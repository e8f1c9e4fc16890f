import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, Parameter } from '../../database/either-database.js';
import type { ReadingTogether } from '../../database/reading-together.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { WaitingStore } from '../../domain/hotline/stores.js';
import { isBefore, type Served, type Waiting, type WaitingState } from '../../domain/hotline/waiting.js';
import type { ForgetfulTable } from './forgetful.js';

const columns = [
  'conversationId',
  'line',
  'personId',
  'enteredAt',
  'state',
  'changedAt',
  'seenAt',
  'isUrgent',
] as const;
const names = `
  conversation_id AS "conversationId", line, person_id AS "personId", entered_at AS "enteredAt", state,
  changed_at AS "changedAt", seen_at AS "seenAt", is_urgent AS "isUrgent"`;

type WaitingRow = Omit<Waiting, 'isUrgent'> & { readonly isUrgent: number };

/** Whoever is known keeps their place in the line; in another line they begin anew. */
const enterSql = ({ rowsOf, element }: Dialect): string => {
  const text = (index: number) => element('given.value', index);
  const number = (index: number) => `CAST(${element('given.value', index)} AS bigint)`;
  return `
  INSERT INTO waiting (conversation_id, line, person_id, entered_at, state, changed_at, seen_at, is_urgent)
  SELECT ${text(0)}, ${text(1)}, ${text(2)}, ${number(3)}, ${text(4)}, ${number(5)}, ${number(6)}, ${number(7)}
  FROM ${rowsOf('$1')} AS given WHERE true
  ON CONFLICT (conversation_id) DO UPDATE SET
    entered_at = CASE WHEN waiting.line = excluded.line AND waiting.entered_at < excluded.entered_at
      THEN waiting.entered_at ELSE excluded.entered_at END,
    line = excluded.line, state = excluded.state, changed_at = excluded.changed_at, seen_at = excluded.seen_at,
    is_urgent = excluded.is_urgent`;
};

const noteSql = ({ rowsOf, element }: Dialect): string => {
  const given = `SELECT ${element('row.value', 0)} AS id, ${element('row.value', 1)} AS state,
    CAST(${element('row.value', 2)} AS bigint) AS at FROM ${rowsOf('$1')} AS row`;
  return `
  UPDATE waiting SET seen_at = CASE WHEN seen_at > given.at THEN seen_at ELSE given.at END,
    changed_at = CASE WHEN waiting.state = given.state THEN changed_at ELSE given.at END, state = given.state
  FROM (${given}) AS given
  WHERE conversation_id = given.id AND (waiting.state = given.state OR waiting.state IN ('waiting', 'ringing', 'self-service'))`;
};

/** Those of the line, and whose life is in danger, whatever line they wait for; each has an index of its own. */
const inLineSql = `
  SELECT ${names} FROM waiting WHERE line = $1 AND state IN ('waiting', 'ringing') AND seen_at >= $2
  UNION ALL
  SELECT ${names} FROM waiting
  WHERE is_urgent = 1 AND line <> $1 AND state IN ('waiting', 'ringing') AND seen_at >= $2`;

/** Those of all the lines, all who are urgent, and those of the people who left: each who comes picks theirs of it. */
const comingSql = ({ isOneOf, inOrder, rowsOf }: Dialect): string => `
  SELECT ${names} FROM waiting
  WHERE (${isOneOf('line', '$1', 'texts')}) AND state IN ('waiting', 'ringing') AND seen_at >= $2
  UNION ALL
  SELECT ${names} FROM waiting
  WHERE is_urgent = 1 AND NOT (${isOneOf('line', '$1', 'texts')}) AND state IN ('waiting', 'ringing') AND seen_at >= $2
  UNION ALL
  SELECT ${names} FROM ${inOrder([
    { table: rowsOf('$3'), as: 'who' },
    {
      table: 'waiting',
      as: 'gone',
      where: "gone.person_id = who.value AND gone.state = 'left' AND gone.changed_at >= $4",
    },
  ])}
  WHERE ${isOneOf('line', '$1', 'texts')}`;

/** Somebody who comes to a line. */
interface Coming {
  readonly line: LineId;
  readonly personId: string | null;
  readonly heardSince: number;
  readonly leftSince: number;
}

interface Found {
  readonly inLine: readonly Waiting[];
  readonly left: Waiting | null;
}

/** Who waits for which line; the SQL is the same for every database. */
export class StoredWaiting implements WaitingStore {
  /** Whoever comes at the same time looks at the lines together. */
  private readonly coming: (coming: Coming) => Promise<Found>;

  constructor(
    private readonly database: Database,
    together: ReadingTogether,
  ) {
    const { dialect } = database;
    const earliest = (all: readonly number[]) => Math.min(...all);
    this.coming = together.ask({
      columns,
      sql: comingSql(dialect),
      parameters: (all: readonly Coming[]) => [
        dialect.texts([...new Set(all.map(({ line }) => line))]),
        earliest(all.map(({ heardSince }) => heardSince)),
        dialect.texts([...new Set(all.flatMap(({ personId }) => personId ?? []))]),
        earliest(all.map(({ leftSince }) => leftSince)),
      ],
      found: (rows: readonly WaitingRow[], one) => foundFor(one, rows),
    });
  }

  async enter(waiting: Waiting): Promise<void> {
    await this.database.writer.statement((one) => enterLine(one, [waiting], this.database.dialect));
  }

  async note(conversationId: string, state: WaitingState, at: number): Promise<void> {
    const note = { conversationId, state, at };
    await this.database.writer.statement((one) => noteWaiting(one, [note], this.database.dialect));
  }

  async get(conversationId: string): Promise<Waiting | null> {
    const sql = `SELECT ${names} FROM waiting WHERE conversation_id = $1`;
    const row = await this.database.reader.one<WaitingRow>(sql, [conversationId]);
    return row && waitingOf(row);
  }

  async inLine(line: LineId, heardSince: number): Promise<readonly Waiting[]> {
    return inOrder(await this.all(inLineSql, [line, heardSince]));
  }

  comingTo(
    line: LineId,
    personId: string | null,
    since: { readonly heardSince: number; readonly leftSince: number },
  ): Promise<Found> {
    return this.coming({ line, personId, ...since });
  }

  unheard(since: number): Promise<readonly Waiting[]> {
    const sql = `SELECT ${names} FROM waiting WHERE state IN ('waiting', 'ringing', 'self-service') AND seen_at < $1
      ORDER BY seen_at, conversation_id`;
    return this.all(sql, [since]);
  }

  lastServed(line: LineId, since: number, limit: number): Promise<readonly Served[]> {
    const sql = `SELECT entered_at AS "enteredAt", changed_at AS "servedAt" FROM waiting
      WHERE line = $1 AND state = 'served' AND changed_at >= $2 ORDER BY changed_at DESC LIMIT $3`;
    return this.database.reader.all<Served>(sql, [line, since, limit]);
  }

  private async all(sql: string, values: readonly Parameter[]): Promise<readonly Waiting[]> {
    return (await this.database.reader.all<WaitingRow>(sql, [...values])).map(waitingOf);
  }
}

/** @param rows of more lines and people, and from longer ago, than this one's */
function foundFor({ line, personId, heardSince, leftSince }: Coming, rows: readonly WaitingRow[]): Found {
  const inLine: Waiting[] = [];
  let left: Waiting | null = null;
  for (const one of rows) {
    if (one.state !== 'left') {
      if (one.seenAt >= heardSince && (one.line === line || one.isUrgent === 1)) inLine.push(waitingOf(one));
    } else if (one.personId === personId && one.line === line && one.changedAt >= leftSince) {
      if (left === null || one.changedAt > left.changedAt) left = waitingOf(one);
    }
  }
  return { inLine: inOrder(inLine), left };
}

function waitingOf({ isUrgent, ...waiting }: WaitingRow): Waiting {
  return isUrgent === 1 ? { ...waiting, isUrgent: true } : waiting;
}

function inOrder(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** Lets people wait, in a transaction that is under way. */
export async function enterLine(
  connection: EitherConnection,
  waitings: readonly Waiting[],
  dialect: Dialect,
): Promise<void> {
  const rows = waitings.map(({ conversationId, line, personId, enteredAt, state, changedAt, seenAt, isUrgent }) =>
    JSON.stringify([conversationId, line, personId, enteredAt, state, changedAt, seenAt, isUrgent ? 1 : 0]),
  );
  await connection.run(enterSql(dialect), [dialect.texts(rows)]);
}

/** What became of somebody who waits, at `at` in ms since 1970. */
export interface WaitNote {
  readonly conversationId: string;
  readonly state: WaitingState;
  readonly at: number;
}

/** Notes what became of people who wait, in a transaction that is under way. */
export async function noteWaiting(
  connection: EitherConnection,
  notes: readonly WaitNote[],
  dialect: Dialect,
): Promise<void> {
  const rows = notes.map(({ conversationId, state, at }) => JSON.stringify([conversationId, state, at]));
  await connection.run(noteSql(dialect), [dialect.texts(rows)]);
}

/** Who waited for a line, and for how long. */
export const waitings: ForgetfulTable = {
  kind: 'waiting',
  shortest: 'P1D',
  because: 'whoever is cut off could not have their place again',
  otherwise: 'P1Y',
  table: 'waiting',
  key: 'conversation_id',
  walk: 'changed_at',
  isOver: 'one.changed_at < $1',
  removeSql: 'DELETE FROM waiting AS one',
  forgetSql: 'DELETE FROM waiting WHERE conversation_id = $1',
};
