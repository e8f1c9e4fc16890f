import type { ColleagueId } from './colleague.js';
import type { LineId } from './line-id.js';

/** A call that is offered to one colleague: their telephone rings, and they may take it by pressing 1. */
export interface Offer {
  /** Names it for ever: the call, the round and the colleague. @example 'call:CA12:0:gate-1' */
  readonly id: string;
  readonly conversationId: string;
  readonly line: LineId;
  readonly colleague: ColleagueId;
  /** E.164 or a SIP address: what rings. */
  readonly address: string;
  /** Which time the call's telephones ring, from 0. */
  readonly round: number;
  /** Why this colleague, in a sentence for whoever runs the hotline. */
  readonly because: string;
  readonly offeredAt: number;
}

/**
 * What came of an offer. `taken`: pressed 1; `busy`, `refused`, `no-answer`: as it says; `failed`: the telephone could not be reached;
 * `lost`: another had it first, and it costs nothing; `withdrawn`: the caller left, or chose something else, and it costs nothing.
 */
export type OfferOutcome = 'taken' | 'busy' | 'refused' | 'no-answer' | 'failed' | 'lost' | 'withdrawn';

/** An offer as it is kept. */
export interface KeptOffer extends Offer {
  /** Null while it rings. */
  readonly outcome: OfferOutcome | null;
  readonly endedAt: number | null;
}

/** Offers whose colleagues are reserved for them together, from `now` until `until`, in ms since 1970. */
export interface Reservation {
  readonly offers: readonly Offer[];
  readonly until: number;
  readonly now: number;
}

export function offerId(conversationId: string, round: number, colleague: ColleagueId): string {
  return `${conversationId}:${round}:${colleague}`;
}
