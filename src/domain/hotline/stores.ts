import type { ColleagueId } from './colleague.js';
import type { LineId } from './line.js';
import type { Notice } from './notice.js';
import type { KeptOffer, Offer, OfferOutcome, Reservation } from './offer.js';
import type { Presence } from './presence.js';
import type { Served, Waiting, WaitingState } from './waiting.js';

/** Where every colleague stands, and what they were offered. Two processes on one database never reserve the same colleague. */
export interface SeatStore {
  /** @returns everybody who was ever heard of; who is not in it is free */
  presences(): Promise<readonly Presence[]>;
  /**
   * Reserves colleagues for offers, each by one conditional statement: who is not free at `now` any more is left out.
   * @param until when a reservation ends by itself
   * @returns the offers that may ring; the same offers again are the same answer
   */
  reserve(offers: readonly Offer[], until: number, now: number): Promise<readonly Offer[]>;
  /**
   * Hears of a reservation that was stored with the turn that rings, as an effect of it; absent where a turn waits for nobody who writes, and had
   * better reserve first.
   */
  readonly reservedWithTurn?: (reservation: Reservation) => void;
  /**
   * Ends an offer, once: what comes twice or too late changes nothing.
   * @param after how the colleague stands from then on, given how they stood; null: that is no longer about this offer, leave it
   * @returns whether it was open until now
   */
  settle(
    offerId: string,
    outcome: OfferOutcome,
    at: number,
    after: (before: Presence) => Presence | null,
  ): Promise<boolean>;
  /** Sets how a colleague stands, by what it was: `null` leaves it. */
  change(colleague: ColleagueId, after: (before: Presence) => Presence | null): Promise<Presence>;
  /** @returns what a call was offered to whom, in the order in which it was */
  offersOf(conversationId: string): Promise<readonly KeptOffer[]>;
  /** @returns those of a call that still ring, or by which a colleague talks */
  engagedOffersOf(conversationId: string): Promise<readonly KeptOffer[]>;
  /** @returns what calls were offered to whom, in no order */
  offersOfCalls(conversationIds: readonly string[]): Promise<readonly KeptOffer[]>;
  /** @returns offers that have rung since before `before` and did not end */
  openOffers(before: number): Promise<readonly KeptOffer[]>;
  byId(offerId: string): Promise<KeptOffer | null>;
  /** @returns an offer that rang alone, and is open as far as this process knows, which may be behind; null where it knows of none */
  rungAlone(offerId: string): Offer | null;
  /** @returns who was rung last for a line; null: nobody yet */
  rungLast(line: LineId): Promise<ColleagueId | null>;
}

/** The notices that play first: one for everybody, and one for each line. */
export interface NoticeStore {
  /** @returns those that were switched on last, also where their time is over: that for everybody first, then by line */
  all(): Promise<readonly Notice[]>;
  /** Switches a notice on in place of any other of its line. */
  set(notice: Notice): Promise<void>;
  /** Switches one off; null: that for everybody. */
  remove(line: LineId | null): Promise<void>;
}

/** Who waits for which line. */
export interface WaitingStore {
  /** Lets somebody wait; who is known already keeps their place, and waits again. */
  enter(waiting: Waiting): Promise<void>;
  /** Notes that a call was heard of, and what became of it. Nothing for a call that does not wait, nor for one that is over. */
  note(conversationId: string, state: WaitingState, at: number): Promise<void>;
  get(conversationId: string): Promise<Waiting | null>;
  /** @returns who waits for a line or is rung for, and was heard of since, in their order */
  inLine(line: LineId, heardSince: number): Promise<readonly Waiting[]>;
  /**
   * Reads in one go what somebody who comes to a line must know of it.
   * @param personId null where the number is withheld
   * @returns who waits there or is rung for, and was heard of since `heardSince`, in their order; and the newest of this person's that ended as `left`
   * since `leftSince`, for them to have their place again
   */
  comingTo(
    line: LineId,
    personId: string | null,
    since: { readonly heardSince: number; readonly leftSince: number },
  ): Promise<{ readonly inLine: readonly Waiting[]; readonly left: Waiting | null }>;
  /** @returns who waits, is rung for or looks something up meanwhile, in any line, and was not heard of since `since` */
  unheard(since: number): Promise<readonly Waiting[]>;
  /** @returns the last `limit` who were served since then, the newest first */
  lastServed(line: LineId, since: number, limit: number): Promise<readonly Served[]>;
}
