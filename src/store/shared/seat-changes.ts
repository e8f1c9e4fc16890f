import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { OfferOutcome } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence } from '../../domain/hotline/presence.js';
import { columnsOf, listOf, presenceColumns } from './seat-rows.js';

/** How somebody stands by what it was, null: as before; of an offer, only where that ends with it. */
export type SeatChange = {
  readonly after: (before: Presence) => Presence | null;
} & (
  | { readonly colleague: ColleagueId; readonly offer?: undefined }
  | {
      readonly offer: { readonly id: string; readonly outcome: OfferOutcome; readonly at: number };
      readonly colleague?: undefined;
    }
);

export interface SeatChanged {
  /** Of an offer: whether it was open until now. */
  readonly isChanged: boolean;
  /** How the colleague stands now; null where the offer was over. */
  readonly presence: Presence | null;
}

/** How colleagues stand after changes. */
export interface Seated {
  /** Of each change, in their order. */
  readonly results: readonly SeatChanged[];
  /** Whoever stands otherwise than before. */
  readonly changed: ReadonlyMap<ColleagueId, Presence>;
}

/**
 * Makes changes one after another.
 * @param open whose the offers are that are open, by their ids
 * @param stands how colleagues stand before; who is not in it is free
 */
export function seated(
  changes: readonly SeatChange[],
  open: ReadonlyMap<string, ColleagueId>,
  stands: ReadonlyMap<ColleagueId, Presence>,
): Seated {
  const ended = new Set<string>();
  const changed = new Map<ColleagueId, Presence>();
  const results = changes.map(({ offer, colleague: named, after }): SeatChanged => {
    const colleague = offer === undefined ? named : open.get(offer.id);
    // What is said twice is done once.
    if (colleague === undefined || (offer && ended.has(offer.id))) return { isChanged: false, presence: null };
    if (offer) ended.add(offer.id);
    const before = changed.get(colleague) ?? stands.get(colleague) ?? freeFromTheFirst(colleague);
    const now = after(before);
    if (now !== null) changed.set(colleague, now);
    return { isChanged: true, presence: now ?? before };
  });
  return { results, changed };
}

/** @returns the offers that end, each once, as rows of id, outcome and time: the first that was said of one is true */
export function endsOf(changes: readonly SeatChange[]): readonly (readonly [string, OfferOutcome, number])[] {
  const ends = new Map(changes.flatMap(({ offer }) => (offer ? [[offer.id, offer] as const] : [])).reverse());
  return [...ends.values()].map(({ id, outcome, at }) => [id, outcome, at] as const);
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

/** Ends offers and sets how colleagues stand, in a transaction that is under way. */
export async function changeSeats(
  connection: EitherConnection,
  changes: readonly SeatChange[],
  dialect: Dialect,
): Promise<readonly SeatChanged[]> {
  const open = await settle(connection, changes, dialect);
  const whose = changes.flatMap(({ offer, colleague }) => (offer ? open.get(offer.id) : colleague) ?? []);
  const { results, changed } = seated(changes, open, await standsOf(connection, whose, dialect));
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
  const rows = endsOf(changes);
  if (rows.length === 0) return new Map();
  const settled = await connection.all<{ id: string; colleague: string }>(settleSql(dialect), [listOf(rows, dialect)]);
  return new Map(settled.map(({ id, colleague }) => [id, colleague]));
}

/** Free from the first, as whoever has no row is. */
function firstSql(rowsOf: Dialect['rowsOf']): string {
  return `INSERT INTO presence (colleague, state, since, misses)
    SELECT given.value, 'free', 0, 0 FROM ${rowsOf('$1')} AS given ON CONFLICT (colleague) DO NOTHING`;
}

async function standsOf(
  connection: EitherConnection,
  colleagues: readonly ColleagueId[],
  { isOneOf, texts, rowsOf, lockRow }: Dialect,
): Promise<Map<ColleagueId, Presence>> {
  if (colleagues.length === 0) return new Map();
  const named = [...new Set(colleagues)].sort();
  // Who has no row cannot be locked: two who change them for the first time would not see each other.
  if (lockRow !== '') await connection.run(firstSql(rowsOf), [texts(named)]);
  const sql = `SELECT ${presenceColumns} FROM presence WHERE ${isOneOf('colleague', '$1', 'texts')}
    ORDER BY colleague ${lockRow}`;
  const stands = await connection.all<Presence>(sql, [texts(named)]);
  return new Map(stands.map((one) => [one.colleague, one]));
}
