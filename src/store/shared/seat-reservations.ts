import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection, EitherReader } from '../../database/either-database.js';
import { Script } from '../../database/script.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Reservation } from '../../domain/hotline/offer.js';
import { isWritten } from './is-written.js';
import { type Columns, columnsOf, listOf } from './seat-rows.js';

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

/** What is reserved as rows, by colleague: two who want the same ones wait in a line, never in a circle. */
function rowsOf(reservations: readonly Reservation[], dialect: Dialect) {
  const each = reservations.flatMap(({ offers, until, now }) => offers.map((offer) => ({ offer, until, now })));
  const sorted = each.sort((one, other) => (one.offer.colleague < other.offer.colleague ? -1 : 1));
  const seats = sorted.map(({ offer: { id, colleague }, until, now }) => [colleague, now, until, id]);
  const offers = sorted.map(({ offer }) => {
    const { id, conversationId, line, colleague, address, round, because, offeredAt } = offer;
    return [id, conversationId, line, colleague, address, round, because, offeredAt];
  });
  const ids = sorted.map(({ offer }) => offer.id);
  return { ids, seats: listOf(seats, dialect), offers: listOf(offers, dialect) };
}

/** @returns those who want each colleague first */
function firstsOf(reservations: readonly Reservation[]): readonly Reservation[] {
  const taken = new Set<ColleagueId>();
  return reservations.map((one) => {
    const offers = one.offers.filter(({ colleague }) => !taken.has(colleague));
    for (const { colleague } of offers) taken.add(colleague);
    return { ...one, offers };
  });
}

/**
 * Reserves colleagues: of several who want the same one now, the first has them.
 * @returns the offers that may ring
 */
export async function reserveSeats(
  { reader, writer, dialect }: Pick<Database, 'reader' | 'writer' | 'dialect'>,
  wanted: readonly Reservation[],
): Promise<ReadonlySet<string>> {
  const { ids, seats, offers } = rowsOf(firstsOf(wanted), dialect);
  const reserve = { sql: reserveSql(dialect), parameters: [seats] };
  const keeping = (sql: string) => [reserve, { sql, parameters: [offers] }];
  if (dialect.hasOneWriter && (await isWritten(writer, keeping(everyOfferSql(dialect))))) return new Set(ids);
  await writer.script(keeping(offerSql(dialect)));
  return reservedOf(ids, reader, dialect);
}

/**
 * Reserves colleagues in a transaction that is under way, all or none.
 * @returns false where one of them is not free any more: the transaction must be undone. A script fails then
 */
export async function reserveInTransaction(
  connection: EitherConnection,
  wanted: readonly Reservation[],
  dialect: Dialect,
): Promise<boolean> {
  const { ids, seats, offers } = rowsOf(wanted, dialect);
  await connection.run(reserveSql(dialect), [seats]);
  const isScript = connection instanceof Script;
  await connection.run(isScript ? everyOfferSql(dialect) : offerSql(dialect), [offers]);
  return isScript || (await reservedOf(ids, connection, dialect)).size === ids.length;
}

async function reservedOf(
  ids: readonly string[],
  reader: EitherReader,
  dialect: Dialect,
): Promise<ReadonlySet<string>> {
  const reserved = await reader.all<{ id: string }>(reservedSql(dialect), [dialect.texts(ids)]);
  return new Set(reserved.map(({ id }) => id));
}
