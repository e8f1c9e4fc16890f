import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Offer, OfferOutcome } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence } from '../../domain/hotline/presence.js';

export const presenceColumns = `
  colleague, state, reason, since, until, offer_id AS "offerId", idle_since AS "idleSince", misses`;

/** An offer that wants its colleague reserved, from `now` until `until`, in ms since 1970. */
export interface Reservation {
  readonly offer: Offer;
  readonly until: number;
  readonly now: number;
}

/** How somebody stands by what it was, null: as before; of an offer, only where that ends with it. */
export type SeatChange = {
  readonly after: (before: Presence) => Presence | null;
} & (
  | { readonly colleague: ColleagueId; readonly offer?: undefined }
  | { readonly offer: { readonly id: string; readonly outcome: OfferOutcome; readonly at: number } }
);

export interface SeatChanged {
  /** Of an offer: whether it was open until now. */
  readonly isChanged: boolean;
  /** How the colleague stands now; null where the offer was over. */
  readonly presence: Presence | null;
}

/** What is read from a list of rows, each a JSON array. */
function columnsOf({ element }: Dialect) {
  return {
    text: (index: number): string => element('given.value', index),
    number: (index: number): string => `CAST(${element('given.value', index)} AS bigint)`,
  };
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
      OR (presence.state = 'ringing' AND presence.offer_id = excluded.offer_id)
    RETURNING offer_id AS "id"`;
}

function offerSql(dialect: Dialect): string {
  const { text, number } = columnsOf(dialect);
  return `
    INSERT INTO offer (id, conversation_id, line, colleague, address, round, because, offered_at)
    SELECT ${[0, 1, 2, 3, 4].map(text).join(', ')}, ${number(5)}, ${text(6)}, ${number(7)}
    FROM ${dialect.rowsOf('$1')} AS given WHERE true
    ON CONFLICT (id) DO NOTHING`;
}

function settleSql(dialect: Dialect): string {
  const { text, number } = columnsOf(dialect);
  return `
    UPDATE offer SET outcome = ${text(1)}, ended_at = ${number(2)} FROM ${dialect.rowsOf('$1')} AS given
    WHERE offer.id = ${text(0)} AND offer.outcome IS NULL RETURNING offer.id AS "id", offer.colleague AS "colleague"`;
}

function presenceSql(dialect: Dialect): string {
  const { text, number } = columnsOf(dialect);
  return `
    INSERT INTO presence (colleague, state, reason, since, until, offer_id, idle_since, misses)
    SELECT ${[0, 1, 2].map(text).join(', ')}, ${number(3)}, ${number(4)}, ${text(5)}, ${number(6)}, ${number(7)}
    FROM ${dialect.rowsOf('$1')} AS given WHERE true
    ON CONFLICT (colleague) DO UPDATE SET state = excluded.state, reason = excluded.reason, since = excluded.since,
      until = excluded.until, offer_id = excluded.offer_id, idle_since = excluded.idle_since, misses = excluded.misses`;
}

/**
 * Reserves colleagues, in a transaction that is under way: of several who want the same one now, the first has them.
 * @returns the offers that may ring
 */
export async function reserveSeats(
  connection: EitherConnection,
  wanted: readonly Reservation[],
  dialect: Dialect,
): Promise<ReadonlySet<string>> {
  const firsts = new Map<ColleagueId, Reservation>();
  for (const one of wanted) if (!firsts.has(one.offer.colleague)) firsts.set(one.offer.colleague, one);
  // Two that want the same colleagues wait in a line, never in a circle.
  const sorted = [...firsts.values()].sort((a, b) => (a.offer.colleague < b.offer.colleague ? -1 : 1));
  const rows = sorted.map(({ offer: { id, colleague }, until, now }) => [colleague, now, until, id]);
  const given = await connection.all<{ id: string }>(reserveSql(dialect), [listOf(rows, dialect)]);
  const reserved = new Set(given.map(({ id }) => id));
  const kept = sorted.flatMap(({ offer }) => {
    const { id, conversationId, line, colleague, address, round, because, offeredAt } = offer;
    return reserved.has(id) ? [[id, conversationId, line, colleague, address, round, because, offeredAt]] : [];
  });
  if (kept.length > 0) await connection.run(offerSql(dialect), [listOf(kept, dialect)]);
  return reserved;
}

/** Ends offers and sets how colleagues stand, one after another, in a transaction that is under way. */
export async function changeSeats(
  connection: EitherConnection,
  changes: readonly SeatChange[],
  dialect: Dialect,
): Promise<readonly SeatChanged[]> {
  const settled = await settle(connection, changes, dialect);
  const whose = changes.map((change): ColleagueId | null => {
    if (!change.offer) return change.colleague;
    const colleague = settled.get(change.offer.id);
    // What is said twice is done once.
    settled.delete(change.offer.id);
    return colleague ?? null;
  });
  const stands = await standsOf(
    connection,
    whose.filter((one) => one !== null),
    dialect,
  );
  const changed = new Map<ColleagueId, Presence>();
  const results = changes.map(({ after }, index): SeatChanged => {
    const colleague = whose[index] ?? null;
    if (colleague === null) return { isChanged: false, presence: null };
    const before = stands.get(colleague) ?? freeFromTheFirst(colleague);
    const now = after(before);
    if (now !== null) changed.set(colleague, now);
    stands.set(colleague, now ?? before);
    return { isChanged: true, presence: now ?? before };
  });
  const rows = [...changed.values()].map((one) => {
    const { colleague, state, reason, since, until, offerId, idleSince, misses } = one;
    return [colleague, state, reason, since, until, offerId, idleSince, misses];
  });
  if (rows.length > 0) await connection.run(presenceSql(dialect), [listOf(rows, dialect)]);
  return results;
}

/** @returns whose offers were open until now, by the offer */
async function settle(
  connection: EitherConnection,
  changes: readonly SeatChange[],
  dialect: Dialect,
): Promise<Map<string, ColleagueId>> {
  const ends = new Map(changes.flatMap(({ offer }) => (offer ? [[offer.id, offer] as const] : [])).reverse());
  if (ends.size === 0) return new Map();
  const rows = [...ends.values()].map(({ id, outcome, at }) => [id, outcome, at]);
  const settled = await connection.all<{ id: string; colleague: string }>(settleSql(dialect), [listOf(rows, dialect)]);
  return new Map(settled.map(({ id, colleague }) => [id, colleague]));
}

async function standsOf(
  connection: EitherConnection,
  colleagues: readonly ColleagueId[],
  { isOneOf, texts, lockRow }: Dialect,
): Promise<Map<ColleagueId, Presence>> {
  if (colleagues.length === 0) return new Map();
  const sql = `SELECT ${presenceColumns} FROM presence WHERE ${isOneOf('colleague', '$1', 'texts')}
    ORDER BY colleague ${lockRow}`;
  const stands = await connection.all<Presence>(sql, [texts([...new Set(colleagues)])]);
  return new Map(stands.map((one) => [one.colleague, one]));
}

function listOf(rows: readonly (readonly unknown[])[], { texts }: Dialect) {
  return texts(rows.map((row) => JSON.stringify(row)));
}
