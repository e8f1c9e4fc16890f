import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { KeptOffer, Offer, OfferOutcome } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence } from '../../domain/hotline/presence.js';
import type { SeatStore } from '../../domain/hotline/stores.js';
import type { ForgetfulTable } from './forgetful.js';

const presenceColumns = `
  colleague, state, reason, since, until, offer_id AS "offerId", idle_since AS "idleSince", misses`;

const offerColumns = `
  id, conversation_id AS "conversationId", line, colleague, address, round, because, offered_at AS "offeredAt",
  outcome, ended_at AS "endedAt"`;

/** Whoever is not free any more is left out; the same offer once more is the same reservation. */
const reserveSql = `
  INSERT INTO presence (colleague, state, since, until, offer_id, misses)
  VALUES ($1, 'ringing', $2, $3, $4, 0)
  ON CONFLICT (colleague) DO UPDATE SET state = 'ringing', reason = NULL, since = excluded.since, until = excluded.until,
    offer_id = excluded.offer_id
  WHERE presence.state = 'free' OR presence.until <= excluded.since
    OR (presence.state = 'ringing' AND presence.offer_id = excluded.offer_id)`;

const offerSql = `
  INSERT INTO offer (id, conversation_id, line, colleague, address, round, because, offered_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`;

const settleSql = `
  UPDATE offer SET outcome = $1, ended_at = $2 WHERE id = $3 AND outcome IS NULL RETURNING colleague`;

const presenceSql = `
  INSERT INTO presence (colleague, state, reason, since, until, offer_id, idle_since, misses)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (colleague) DO UPDATE SET state = excluded.state, reason = excluded.reason, since = excluded.since,
    until = excluded.until, offer_id = excluded.offer_id, idle_since = excluded.idle_since, misses = excluded.misses`;

/** How colleagues stand, and what they were offered; the SQL is the same for every database. */
export class StoredSeats implements SeatStore {
  constructor(private readonly database: Database) {}

  presences(): Promise<readonly Presence[]> {
    return this.database.reader.all<Presence>(`SELECT ${presenceColumns} FROM presence ORDER BY colleague`);
  }

  reserve(offers: readonly Offer[], until: number, now: number): Promise<readonly Offer[]> {
    if (offers.length === 0) return Promise.resolve([]);
    // Two that want the same colleagues wait in a line, never in a circle.
    const sorted = [...offers].sort((a, b) => (a.colleague < b.colleague ? -1 : 1));
    return this.database.writer.transaction(async (one) => {
      const reserved = new Set<string>();
      for (const offer of sorted) if (await reserveOne(one, offer, until, now)) reserved.add(offer.id);
      return offers.filter(({ id }) => reserved.has(id));
    });
  }

  settle(
    offerId: string,
    outcome: OfferOutcome,
    at: number,
    after: (before: Presence) => Presence | null,
  ): Promise<boolean> {
    return this.database.writer.transaction(async (one) => {
      const settled = await one.all<{ colleague: ColleagueId }>(settleSql, [outcome, at, offerId]);
      const colleague = settled[0]?.colleague;
      if (colleague === undefined) return false;
      await this.changeOn(one, colleague, after);
      return true;
    });
  }

  change(colleague: ColleagueId, after: (before: Presence) => Presence | null): Promise<Presence> {
    return this.database.writer.transaction((one) => this.changeOn(one, colleague, after));
  }

  offersOf(conversationId: string): Promise<readonly KeptOffer[]> {
    const sql = `SELECT ${offerColumns} FROM offer WHERE conversation_id = $1 ORDER BY offered_at, id`;
    return this.database.reader.all<KeptOffer>(sql, [conversationId]);
  }

  openOffers(before: number): Promise<readonly KeptOffer[]> {
    const sql = `SELECT ${offerColumns} FROM offer WHERE outcome IS NULL AND offered_at < $1 ORDER BY offered_at, id`;
    return this.database.reader.all<KeptOffer>(sql, [before]);
  }

  byId(offerId: string): Promise<KeptOffer | null> {
    return this.database.reader.one<KeptOffer>(`SELECT ${offerColumns} FROM offer WHERE id = $1`, [offerId]);
  }

  async rungLast(line: LineId): Promise<ColleagueId | null> {
    const sql = 'SELECT colleague FROM offer WHERE line = $1 ORDER BY offered_at DESC, id DESC LIMIT 1';
    return (await this.database.reader.one<{ colleague: ColleagueId }>(sql, [line]))?.colleague ?? null;
  }

  private async changeOn(
    connection: EitherConnection,
    colleague: ColleagueId,
    after: (before: Presence) => Presence | null,
  ): Promise<Presence> {
    const { lockRow } = this.database.dialect;
    const sql = `SELECT ${presenceColumns} FROM presence WHERE colleague = $1 ${lockRow}`;
    const before = (await connection.one<Presence>(sql, [colleague])) ?? freeFromTheFirst(colleague);
    const now = after(before);
    if (now === null) return before;
    const { state, reason, since, until, offerId, idleSince, misses } = now;
    await connection.run(presenceSql, [colleague, state, reason, since, until, offerId, idleSince, misses]);
    return now;
  }
}

/** @returns whether it may ring: it was reserved, and is not over already */
async function reserveOne(connection: EitherConnection, offer: Offer, until: number, now: number): Promise<boolean> {
  const { id, conversationId, line, colleague, address, round, because, offeredAt } = offer;
  const known = await connection.one<{ outcome: string | null }>('SELECT outcome FROM offer WHERE id = $1', [id]);
  if (known && known.outcome !== null) return false;
  if ((await connection.run(reserveSql, [colleague, now, until, id])) === 0) return false;
  if (!known) await connection.run(offerSql, [id, conversationId, line, colleague, address, round, because, offeredAt]);
  return true;
}

/** Whose telephone rang for which call: it tells how a colleague worked, and a call's number tells whose it was. */
export const offers: ForgetfulTable = {
  kind: 'offers',
  shortest: 'P1D',
  because: 'a call that is still going on would be offered to the same colleague again',
  otherwise: 'P1Y',
  table: 'offer',
  key: 'id',
  walk: 'offered_at',
  isOver: 'one.offered_at < $1',
  removeSql: 'DELETE FROM offer AS one',
  forgetSql: 'DELETE FROM offer WHERE conversation_id = $1',
};
