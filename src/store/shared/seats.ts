import { Batch } from '../../database/batch.js';
import type { Database } from '../../database/database.js';
import type { ReadingTogether } from '../../database/reading-together.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { KeptOffer, Offer, OfferOutcome, Reservation } from '../../domain/hotline/offer.js';
import type { Presence } from '../../domain/hotline/presence.js';
import type { SeatStore } from '../../domain/hotline/stores.js';
import type { ForgetfulTable } from './forgetful.js';
import { RecentSeats } from './recent-seats.js';
import { changeSeats, type SeatChange, type SeatChanged } from './seat-changes.js';
import { reserveSeats } from './seat-reservations.js';
import { presenceColumns, presenceNames } from './seat-rows.js';

const offerNames = [
  ...(['id', 'conversationId', 'line', 'colleague', 'address', 'round'] as const),
  ...(['because', 'offeredAt', 'outcome', 'endedAt'] as const),
];
const offerColumns = `
  id, conversation_id AS "conversationId", line, colleague, address, round, because, offered_at AS "offeredAt",
  outcome, ended_at AS "endedAt"`;

const mostTogether = 64;

/**
 * Changes seats in two steps: looks first, where `recent` does not know it, and writes only if all is still as it was seen.
 * @returns null where it is not, and nothing was written
 */
export type ChangeSeatsAsSeen = (
  database: Pick<Database, 'writer'>,
  changes: readonly SeatChange[],
  recent: RecentSeats,
) => Promise<readonly SeatChanged[] | null>;

/** How colleagues stand, and what they were offered: calls that come together are looked up and written together. The SQL is the same for every database. */
export class StoredSeats implements SeatStore {
  private readonly stands: (asked: null) => Promise<readonly Presence[]>;
  private readonly offered: (call: string) => Promise<readonly KeptOffer[]>;
  private readonly engaged: (call: string) => Promise<readonly KeptOffer[]>;
  private readonly reservations: Batch<Reservation, readonly Offer[]>;
  private readonly changes: Batch<SeatChange, SeatChanged>;
  private readonly recent = new RecentSeats();
  readonly reservedWithTurn?: (reservation: Reservation) => void;

  /**
   * @param together reads what many ask for at once
   * @param changeAsSeen how a database whose one writer others wait for changes seats in fewer steps; absent where none do
   */
  constructor(
    private readonly database: Database,
    together: ReadingTogether,
    changeAsSeen?: ChangeSeatsAsSeen,
  ) {
    const { writer, dialect } = database;
    if (dialect.hasOneWriter) this.reservedWithTurn = (reservation) => this.recent.ring(reservation);
    this.stands = together.ask({
      columns: presenceNames,
      sql: `SELECT ${presenceColumns} FROM presence ORDER BY colleague`,
      parameters: () => [],
      found: (all: readonly Presence[]) => all,
    });
    const ofCalls = `FROM offer WHERE ${dialect.isOneOf('conversation_id', '$1', 'texts')}`;
    const inTheirOrder = 'ORDER BY offered_at, id';
    const offersOf = (sql: string) =>
      together.ask({
        ...{ columns: offerNames, sql },
        parameters: (calls: readonly string[]) => [dialect.texts(calls)],
        found: (offers: readonly KeptOffer[], call) => offers.filter(({ conversationId }) => conversationId === call),
      });
    this.offered = offersOf(`SELECT ${offerColumns} ${ofCalls} ${inTheirOrder}`);
    this.engaged = offersOf(`SELECT ${offerColumns} ${ofCalls} AND (outcome IS NULL OR id = (
      SELECT offer_id FROM presence WHERE presence.colleague = offer.colleague)) ${inTheirOrder}`);
    this.reservations = new Batch<Reservation, readonly Offer[]>(async (wanted) => {
      const reserved = await reserveSeats(database, wanted);
      return wanted.map(({ offers }) => offers.filter(({ id }) => reserved.has(id)));
    }, mostTogether);
    this.changes = new Batch(async (all) => {
      const changed = await changeAsSeen?.(database, all, this.recent);
      // Whatever comes of it, what ends now is open no more as far as is known.
      this.recent.end(all.flatMap(({ offer }) => offer?.id ?? []));
      return changed ?? writer.together((one) => changeSeats(one, all, dialect));
    }, mostTogether);
  }

  async presences(): Promise<readonly Presence[]> {
    const presences = await this.stands(null);
    this.recent.see(presences);
    return presences;
  }

  async reserve(offers: readonly Offer[], until: number, now: number): Promise<readonly Offer[]> {
    if (offers.length === 0) return [];
    const reserved = await this.reservations.add({ offers, until, now });
    this.recent.ring({ offers: reserved, until, now });
    return reserved;
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
    return this.offered(conversationId);
  }

  engagedOffersOf(conversationId: string): Promise<readonly KeptOffer[]> {
    return this.engaged(conversationId);
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

  rungAlone(offerId: string): Offer | null {
    return this.recent.rungAlone(offerId);
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
