import type { ColleagueId } from './colleague.js';
import type { LineId } from './line.js';
import type { KeptOffer, Reservation } from './offer.js';
import type { Presence } from './presence.js';
import type { RingPlan } from './ring-plan.js';

/** A call that wants a colleague now. */
export interface RingRequest {
  readonly conversationId: string;
  readonly line: LineId;
  /** Which time the call's telephones ring, from 0. */
  readonly round: number;
  /** How long the caller has waited for the line, in ms: with it, further tiers are reached. */
  readonly waitedMs: number;
  /** How long the caller may still wait, in ms: a ring is cut to it, and left out where it would be too short to answer. */
  readonly leftMs: number;
  /** How many wait for the line before this call: so many of those who could be rung are left to them. */
  readonly ahead: number;
  /** Whether a life is in danger: everybody on duty, for whatever line, is rung at once, also who rests or writes up; absent for no. */
  readonly isUrgent?: boolean;
  /** What the caller speaks, by ISO 639-1, where it is not Chinese: colleagues who speak it come first. */
  readonly language?: string;
  readonly at: number;
}

/** Colleagues as they were seen at a moment. */
export interface SeatsSeen {
  /** Whoever is not in it is free. */
  readonly presences: ReadonlyMap<ColleagueId, Presence>;
  /** What the call was offered to whom, in that order. */
  readonly offered: readonly KeptOffer[];
  /** Whom the line rang last; null: nobody, or its strategy does not ask. */
  readonly rungLast: ColleagueId | null;
}

/** Who is there for a line: somebody who can be rung, only people who cannot just now (on a call, writing up), or nobody. */
export type Attendance = 'free' | 'busy' | 'nobody';

/** The colleagues, as dialogue asks for them. */
export interface Seats {
  /** Looks how colleagues stand, and what a call was offered already: what `ring` decides by. */
  look(line: LineId, conversationId: string): Promise<SeatsSeen>;
  /**
   * Decides whom to ring and reserves them for this call; where somebody was reserved for another since they were seen, it looks again.
   * @param seen how they stood just now; looked for where absent
   * @returns the plan, each leg with its offer; null where nobody can be rung now
   */
  ring(request: RingRequest, seen?: SeatsSeen): Promise<RingPlan | null>;
  /**
   * @param waitedMs how long the caller has waited: who is rung only after a longer wait is there, and not free for them; 0 where absent
   * @param isUrgent whether a life is in danger: everybody on duty is there for them
   */
  attendance(line: LineId, at: number, waitedMs?: number, isUrgent?: boolean): Promise<Attendance>;
  /** Lets go of everybody who is still rung for a call: it is over, or chose something else. */
  letGo(conversationId: string, at: number): Promise<void>;
  /** @returns the same for one turn, which reserves whom it rings when it is stored; null where they are reserved at once. Absent: they are */
  forTurn?(): SeatsOfTurn | null;
}

/** The colleagues, as one turn asks for them. */
export interface SeatsOfTurn {
  readonly seats: Seats;
  /** @returns who is rung by it, to be stored with it */
  reservations(): readonly Reservation[];
  /** Says that the turn is over; where it was not stored, others may have whom it wanted. */
  end(isStored: boolean): void;
}

/** How one telephone's ringing or talking ended, as a provider tells it; `refused`: whoever picked up pressed another key than 1. */
export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'refused';

/** How a plan's ringing ended: what the provider says of it, and of whether the caller was joined with a colleague. */
export interface DialEnd {
  readonly status: Exclude<LegEnd, 'refused'>;
  /** Null where the provider does not say: then whoever pressed 1 talked. */
  readonly isBridged: boolean | null;
  /** Whether the caller has hung up: nobody is to blame for not having answered. */
  readonly isCallerGone: boolean;
}

/** What came of a plan: somebody talked to the caller, or why nobody did. */
export type DialOutcome = 'answered' | 'busy' | 'no-answer' | 'failed';

/** What is known of a plan as soon as its ringing is over. */
export interface DialTold {
  readonly outcome: DialOutcome;
  /** Done when whatever was open of it has ended: at once where nobody answered, since whom to ring next hangs on it. */
  readonly settled: Promise<unknown>;
}

/** What a channel tells of the telephones that it rings. All of it may come in any order, twice, late or never. */
export interface Signals {
  /** A colleague pressed 1. @returns whether the caller is theirs: another may have been first */
  accepted(offerId: string, at: number): Promise<boolean>;
  legEnded(offerId: string, end: LegEnd, at: number): Promise<void>;
  /**
   * The ringing of a plan is over, and so is the talk: whatever is still open of it ends.
   * @param offerId one of the plan's; null for a plan without
   */
  dialEnded(conversationId: string, offerId: string | null, end: DialEnd, at: number): Promise<DialTold>;
  /** The caller has hung up: nobody is rung for them any more, and whoever talked to them writes up. */
  callEnded(conversationId: string, at: number): Promise<void>;
}
