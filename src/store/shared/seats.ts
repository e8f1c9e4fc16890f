import { Batch } from '../../database/batch.js';
import type { Database } from '../../database/database.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { KeptOffer, Offer, OfferOutcome } from '../../domain/hotline/offer.js';
import type { Presence } from '../../domain/hotline/presence.js';
import type { SeatStore } from '../../domain/hotline/stores.js';
import type { ForgetfulTable } from './forgetful.js';
import { changeSeats, type SeatChange, type SeatChanged } from './seat-changes.js';
import { reserveSeats } from './seat-reservations.js';
import { presenceColumns } from './seat-rows.js';

const offerColumns = `
  id, conversation_id AS "conversationId", line, colleague, address, round, because, offered_at AS "offeredAt",
  outcome, ended_at AS "endedAt"`;

const mostTogether = 64;

/**
 * Changes seats in two steps: looks first, and writes only if all is still as it was seen.
 * @returns null where it is not, and nothing was written
 */
export type ChangeSeatsAsSeen = (
  database: Pick<Database, 'reader' | 'writer'>,
  changes: readonly SeatChange[],
) => Promise<readonly SeatChanged[] | null>;

/** What calls want to reserve. */
interface Wanted {
  readonly offers: readonly Offer[];
  readonly until: number;
  readonly now: number;
}

/** How colleagues stand, and what they were offered: calls that come together are looked up and written together. The SQL is the same for every database. */
export class StoredSeats implements SeatStore {
  private readonly stands: Batch<null, readonly Presence[]>;
  private readonly offered: Batch<string, readonly KeptOffer[]>;
  private readonly engaged: Batch<string, readonly KeptOffer[]>;
  private readonly reservations: Batch<Wanted, readonly Offer[]>;
  private readonly changes: Batch<SeatChange, SeatChanged>;

  /** @param changeAsSeen how a database whose one writer others wait for changes seats in fewer steps; absent where none do */
  constructor(
    private readonly database: Database,
    changeAsSeen?: ChangeSeatsAsSeen,
  ) {
    const { reader, writer, dialect } = database;
    this.stands = new Batch<null, readonly Presence[]>(async (asked) => {
      const all = await reader.all<Presence>(`SELECT ${presenceColumns} FROM presence ORDER BY colleague`);
      return asked.map(() => all);
    }, mostTogether);
    const ofCalls = `FROM offer WHERE ${dialect.isOneOf('conversation_id', '$1', 'texts')}`;
    const inTheirOrder = 'ORDER BY offered_at, id';
    const offersOf = (sql: string) =>
      new Batch<string, readonly KeptOffer[]>(async (calls) => {
        const offers = await reader.all<KeptOffer>(sql, [dialect.texts(calls)]);
        return calls.map((call) => offers.filter(({ conversationId }) => conversationId === call));
      }, mostTogether);
    this.offered = offersOf(`SELECT ${offerColumns} ${ofCalls} ${inTheirOrder}`);
    this.engaged = offersOf(`SELECT ${offerColumns} ${ofCalls} AND (outcome IS NULL OR id = (
      SELECT offer_id FROM presence WHERE presence.colleague = offer.colleague)) ${inTheirOrder}`);
    this.reservations = new Batch<Wanted, readonly Offer[]>(async (wanted) => {
      const rows = wanted.flatMap(({ offers, until, now }) => offers.map((offer) => ({ offer, until, now })));
      const reserved = await reserveSeats(database, rows);
      return wanted.map(({ offers }) => offers.filter(({ id }) => reserved.has(id)));
    }, mostTogether);
    this.changes = new Batch(
      async (all) => (await changeAsSeen?.(database, all)) ?? writer.together((one) => changeSeats(one, all, dialect)),
      mostTogether,
    );
  }

  presences(): Promise<readonly Presence[]> {
    return this.stands.add(null);
  }

  async reserve(offers: readonly Offer[], until: number, now: number): Promise<readonly Offer[]> {
    return offers.length === 0 ? [] : this.reservations.add({ offers, until, now });
  }

  async settle(
    offerId: string,
    outcome: OfferOutcome,
    at: number,
    after: (before: Presence) => Presence | null,
  ): Promise<boolean> {
    return (await this.changes.add({ offer: { id: offerId, outcome, at }, after })).isChanged;
  }

  async change(colleague: ColleagueId, after: (before: Presence) => Presence | null): Promise<Presence> {
    const { presence } = await this.changes.add({ colleague, after });
    if (!presence) throw new Error(`nobody looked how ${colleague} stands`);
    return presence;
  }

  offersOf(conversationId: string): Promise<readonly KeptOffer[]> {
    return this.offered.add(conversationId);
  }

  engagedOffersOf(conversationId: string): Promise<readonly KeptOffer[]> {
    return this.engaged.add(conversationId);
  }

  offersOfCalls(conversationIds: readonly string[]): Promise<readonly KeptOffer[]> {
    const { dialect, reader } = this.database;
    const sql = `SELECT ${offerColumns} FROM offer WHERE ${dialect.isOneOf('conversation_id', '$1', 'texts')}`;
    return reader.all<KeptOffer>(sql, [dialect.texts(conversationIds)]);
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
