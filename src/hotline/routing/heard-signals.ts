import type { KeptOffer, OfferOutcome } from '../../domain/hotline/offer.js';
import { type Presence, unanswered } from '../../domain/hotline/presence.js';
import type { HotlineRules } from '../../domain/hotline/rules.js';
import type { DialEnd, DialOutcome, DialTold, LegEnd, Signals } from '../../domain/hotline/seats.js';
import { isMiss, settled, talkEnded } from '../presence/transitions.js';
import type { SeatingParts } from './seating.js';

/** A colleague whom the house puts away (系统置离), since they did not answer some times in a row. */
export interface PutAway {
  /** The last that they did not answer. */
  readonly offer: KeptOffer;
  readonly misses: number;
  /** In ms since 1970. */
  readonly at: number;
  /** When they are back by themselves. */
  readonly until: number | null;
}

/**
 * Ends what a call offered to whom, by what the provider tells of it. An offer ends once, so that the same signal twice, or two that
 * say the same, change nothing more.
 * @example gate-1 presses 1, gate-2 loses; the talk ends by the leg's own signal or by the dial's, whichever is first
 */
export class HeardSignals implements Signals {
  /** @param putAway is told of each colleague whom this puts away */
  constructor(
    private readonly parts: SeatingParts,
    private readonly putAway: (who: PutAway) => Promise<void> = async () => {},
  ) {}

  async accepted(offerId: string, at: number): Promise<boolean> {
    const offer = await this.parts.store.byId(offerId);
    // Whoever is there wants the caller, and the caller wants them.
    if (!offer) return true;
    const isTaken = (await this.together(offer)).some(({ id, outcome }) => id !== offerId && outcome === 'taken');
    await this.end(offer, isTaken ? 'lost' : 'taken', at);
    return !isTaken;
  }

  async legEnded(offerId: string, end: LegEnd, at: number): Promise<void> {
    const offer = await this.parts.store.byId(offerId);
    if (offer?.outcome === 'taken') return this.endTalk(offer, at);
    const outcome = offer && (await this.outcomeOf(offer, end, at));
    if (offer && outcome) await this.end(offer, outcome, at);
  }

  async dialEnded(conversationId: string, offerId: string | null, end: DialEnd, at: number): Promise<DialTold> {
    // Where the provider says that they talked, nothing that is kept says otherwise.
    const isToldOfTalk = end.status === 'completed' && end.isBridged === true;
    if (!isToldOfTalk) return this.endDialled(conversationId, offerId, end, at);
    const alone = offerId === null ? null : this.parts.store.rungAlone(offerId);
    const isEnded = alone ? this.endUnheardTalk(alone, at) : Promise.resolve(false);
    const settled = isEnded.then(async (is) => is || (await this.endDialled(conversationId, offerId, end, at)).settled);
    return { outcome: 'answered', settled };
  }

  private async endDialled(
    conversationId: string,
    offerId: string | null,
    end: DialEnd,
    at: number,
  ): Promise<DialTold> {
    const offers = offerId === null ? [] : roundWith(offerId, await this.parts.store.offersOf(conversationId));
    const isTaken = offers.some(({ outcome }) => outcome === 'taken');
    const isTalkedTo = end.status === 'completed' && (end.isBridged ?? (isTaken || offers.length === 0));
    const isOneLeft = offers.filter(({ outcome }) => outcome === null).length === 1;
    const outcomes = offers.map((offer): OfferOutcome => {
      if (offer.outcome !== null) return offer.outcome;
      if (isTalkedTo) return isOneLeft && !isTaken ? 'taken' : 'lost';
      if (end.isCallerGone) return 'withdrawn';
      return offers.length === 1 ? alone(end) : this.amongOthers(offer, end, at);
    });
    const settled = this.endAll(offers, outcomes, at);
    if (isTalkedTo) return { outcome: 'answered', settled };
    await settled;
    return { outcome: whyNobody(end, outcomes), settled };
  }

  async callEnded(conversationId: string, at: number): Promise<void> {
    const offers = await this.parts.store.engagedOffersOf(conversationId);
    const outcomes = offers.map(({ outcome }) => outcome ?? 'withdrawn');
    await this.endAll(offers, outcomes, at);
  }

  /** Ends what is open as `outcomes` say, in the same order, and every talk. */
  private async endAll(offers: readonly KeptOffer[], outcomes: readonly OfferOutcome[], at: number): Promise<void> {
    for (const [index, offer] of offers.entries()) {
      const outcome = outcomes[index] ?? 'lost';
      if (offer.outcome !== null && outcome === 'taken') await this.endTalk(offer, at);
      else if (outcome === 'taken') await this.endUnheardTalk(offer, at);
      else if (offer.outcome === null) await this.end(offer, outcome, at);
    }
  }

  /**
   * A leg that was picked up and let go without a 1 was a mailbox, or somebody who did not want the call.
   * @returns null where it is not known yet: a single telephone stops, picked up or not, when its caller leaves, which is told, or was fetched just
   *   as the wait ended, and then the same turn rings it again; else the dial's own end tells
   */
  private async outcomeOf(offer: KeptOffer, end: LegEnd, at: number): Promise<OfferOutcome | null> {
    if (end !== 'canceled' && end !== 'completed') return end;
    const together = await this.together(offer);
    if (together.some(({ outcome }) => outcome === 'taken')) return 'lost';
    if (end === 'completed') return together.length === 1 ? null : 'no-answer';
    const outcome = this.cutShort(offer, at);
    return outcome === 'lost' && together.length === 1 ? null : outcome;
  }

  private amongOthers(offer: KeptOffer, { status }: DialEnd, at: number): OfferOutcome {
    return status === 'busy' || status === 'failed' ? status : this.cutShort(offer, at);
  }

  /** Whoever rang for the whole time did not answer; a ring that was cut short, since another picked up, costs nothing. */
  private cutShort({ offeredAt }: KeptOffer, at: number): OfferOutcome {
    const { ringSeconds } = this.rules;
    return at - offeredAt >= (ringSeconds - 1) * 1000 ? 'no-answer' : 'lost';
  }

  private async together({ conversationId, round }: KeptOffer): Promise<readonly KeptOffer[]> {
    return (await this.parts.store.offersOf(conversationId)).filter((other) => other.round === round);
  }

  private async end(offer: KeptOffer, outcome: OfferOutcome, at: number): Promise<void> {
    const { id } = offer;
    const change = settled(id, outcome, at, this.rules, isMiss(outcome) && (await this.wasMissed(offer)));
    let after = null as Presence | null;
    const isEnded = await this.parts.store.settle(id, outcome, at, (before) => {
      after = change(before);
      return after;
    });
    if (isEnded && after !== null) await this.tell(offer, after, at);
  }

  /** Whether the same call rang at the same colleague before, in vain: whoever waits patiently puts nobody away. */
  private async wasMissed({ id, conversationId, colleague }: KeptOffer): Promise<boolean> {
    const offers = await this.parts.store.offersOf(conversationId);
    return offers.some((one) => one.colleague === colleague && one.id !== id && isMiss(one.outcome));
  }

  private async tell(offer: KeptOffer, { state, reason, misses, until, since }: Presence, at: number): Promise<void> {
    if (state === 'away' && reason === unanswered && since === at) await this.putAway({ offer, misses, at, until });
  }

  /** A talk whose beginning was never told of. @returns whether its offer was open until now */
  private async endUnheardTalk({ id }: Pick<KeptOffer, 'id'>, at: number): Promise<boolean> {
    const begun = settled(id, 'taken', at, this.rules);
    const over = talkEnded(id, at, this.rules);
    return this.parts.store.settle(id, 'taken', at, (before) => {
      const talking = begun(before) ?? before;
      return over(talking) ?? talking;
    });
  }

  private async endTalk({ id, colleague }: KeptOffer, at: number): Promise<void> {
    await this.parts.store.change(colleague, talkEnded(id, at, this.rules));
  }

  private get rules(): HotlineRules {
    return this.parts.content().hotline;
  }
}

/** @returns what was offered together with that one */
function roundWith(offerId: string, offers: readonly KeptOffer[]): readonly KeptOffer[] {
  const round = offers.find(({ id }) => id === offerId)?.round;
  return offers.filter((offer) => offer.round === round);
}

/** Of a single telephone the provider tells exactly how it ended. */
function alone({ status }: DialEnd): OfferOutcome {
  if (status === 'canceled') return 'withdrawn';
  return status === 'completed' ? 'no-answer' : status;
}

/** @returns why nobody talked to the caller, who is told that all are busy only where it is true */
function whyNobody({ status }: DialEnd, outcomes: readonly OfferOutcome[]): DialOutcome {
  const isBusy = outcomes.length > 0 ? outcomes.every((outcome) => outcome === 'busy') : status === 'busy';
  if (isBusy) return 'busy';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'no-answer';
}
