import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Offer } from '../../domain/hotline/offer.js';
import { isWritten } from './is-written.js';
import { type Columns, columnsOf, listOf } from './seat-rows.js';

/** An offer that wants its colleague reserved, from `now` until `until`, in ms since 1970. */
export interface Reservation {
  readonly offer: Offer;
  readonly until: number;
  readonly now: number;
}

/** Whoever is not free any more is left out, and an offer that is over; the same offer once more is the same reservation. */
function reserveSql(dialect: Dialect): string {
  const { text, number } = columnsOf(dialect);
  return `
    INSERT INTO presence (colleague, state, since, until, offer_id, misses)
    SELECT ${text(0)}, 'ringing', ${number(1)}, ${number(2)}, ${text(3)}, 0 FROM ${dialect.rowsOf('$1')} AS given
    WHERE NOT EXISTS (SELECT 1 FROM offer WHERE id = ${text(3)} AND outcome IS NOT NULL)
    ON CONFLICT (colleague) DO UPDATE SET state = 'ringing', reason = NULL, since = excluded.since,
      until = excluded.until, offer_id = excluded.offer_id
    WHERE presence.state = 'free' OR presence.until <= excluded.since
      OR (presence.state = 'ringing' AND presence.offer_id = excluded.offer_id)`;
}

const isReserved = ({ text }: Columns): string =>
  `EXISTS (SELECT 1 FROM presence WHERE colleague = ${text(3)} AND offer_id = ${text(0)} AND state = 'ringing')`;

function insertOfferSql(dialect: Dialect, line: string, where: string): string {
  const { text, number } = columnsOf(dialect);
  return `
    INSERT INTO offer (id, conversation_id, line, colleague, address, round, because, offered_at)
    SELECT ${text(0)}, ${text(1)}, ${line}, ${text(3)}, ${text(4)}, ${number(5)}, ${text(6)}, ${number(7)}
    FROM ${dialect.rowsOf('$1')} AS given WHERE ${where}
    ON CONFLICT (id) DO NOTHING`;
}

/** Leaves out whose colleague was not reserved. */
function offerSql(dialect: Dialect): string {
  const columns = columnsOf(dialect);
  return insertOfferSql(dialect, columns.text(2), isReserved(columns));
}

/** An offer must have its line: where one colleague was not reserved, there is none, and nothing is kept. */
function everyOfferSql(dialect: Dialect): string {
  const columns = columnsOf(dialect);
  return insertOfferSql(dialect, `CASE WHEN ${isReserved(columns)} THEN ${columns.text(2)} END`, 'true');
}

function reservedSql({ isOneOf }: Dialect): string {
  return `
    SELECT id FROM offer WHERE ${isOneOf('id', '$1', 'texts')} AND outcome IS NULL AND EXISTS (
      SELECT 1 FROM presence WHERE presence.colleague = offer.colleague AND offer_id = offer.id AND state = 'ringing')`;
}

/**
 * Reserves colleagues: of several who want the same one now, the first has them.
 * @returns the offers that may ring
 */
export async function reserveSeats(
  { reader, writer, dialect }: Pick<Database, 'reader' | 'writer' | 'dialect'>,
  wanted: readonly Reservation[],
): Promise<ReadonlySet<string>> {
  const firsts = new Map<ColleagueId, Reservation>();
  for (const one of wanted) if (!firsts.has(one.offer.colleague)) firsts.set(one.offer.colleague, one);
  // Two that want the same colleagues wait in a line, never in a circle.
  const sorted = [...firsts.values()].sort((a, b) => (a.offer.colleague < b.offer.colleague ? -1 : 1));
  const seats = sorted.map(({ offer: { id, colleague }, until, now }) => [colleague, now, until, id]);
  const offers = sorted.map(({ offer }) => {
    const { id, conversationId, line, colleague, address, round, because, offeredAt } = offer;
    return [id, conversationId, line, colleague, address, round, because, offeredAt];
  });
  const ids = sorted.map(({ offer }) => offer.id);
  const reserve = { sql: reserveSql(dialect), parameters: [listOf(seats, dialect)] };
  const keeping = (sql: string) => [reserve, { sql, parameters: [listOf(offers, dialect)] }];
  if (dialect.hasOneWriter && (await isWritten(writer, keeping(everyOfferSql(dialect))))) return new Set(ids);
  await writer.script(keeping(offerSql(dialect)));
  const reserved = await reader.all<{ id: string }>(reservedSql(dialect), [dialect.texts(ids)]);
  return new Set(reserved.map(({ id }) => id));
}
