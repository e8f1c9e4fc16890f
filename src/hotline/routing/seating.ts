import type { Content } from '../../domain/content/content.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import { type KeptOffer, type Offer, offerId, type Reservation } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence, stateFor } from '../../domain/hotline/presence.js';
import { type RingPlan, telephoneLeg } from '../../domain/hotline/ring-plan.js';
import type { Attendance, RingRequest, Seats, SeatsOfTurn, SeatsSeen } from '../../domain/hotline/seats.js';
import type { SeatStore } from '../../domain/hotline/stores.js';
import { roused, settled } from '../presence/transitions.js';
import type { DutyRoster } from '../roster/on-duty.js';
import { decide, type RingDecision, type Routing } from './decide.js';
import { allTiers, candidatesOf, type Tier, tiersReached } from './tiers.js';
import { Wanted } from './wanted.js';
import { whoIsOnDuty } from './who-is-on-duty.js';

/** What content says of who is rung, and how. */
export type Staffing = DutyRoster & Pick<Content, 'hotline'>;

/** What colleagues are seated with: where they stand is kept, who is on duty is content. */
export interface SeatingParts {
  readonly store: SeatStore;
  /** The content in force: whoever has come on duty meanwhile is rung by it. */
  readonly content: () => Staffing;
}

/** How long somebody who picked up may listen to who is calling before they press 1. */
export const acceptingSeconds = 15;

/** Reserves colleagues, or lets it be done with the turn. @returns the offers that may ring */
type Reserve = (reservation: Reservation) => Promise<readonly Offer[]>;

/**
 * Rings colleagues: decides by what is known, reserves by one conditional statement each, and looks again where somebody was reserved
 * by another call meanwhile. A turn may store its reservations itself ({@link SeatsOfTurn}). A reservation whose call is never heard of again ends by itself.
 */
export class Seating implements Seats {
  /** Whom calls of this process are reserving just now: of two hundred calls that come at once, not all try the same one. */
  private readonly wanted = new Wanted();

  constructor(private readonly parts: SeatingParts) {}

  async look(line: LineId, conversationId: string): Promise<SeatsSeen> {
    const { store, content } = this.parts;
    const goesRound = content().lines.get(line)?.strategy === 'round-robin';
    const [presences, offered, rungLast] = await Promise.all([
      this.presences(),
      store.offersOf(conversationId),
      goesRound ? store.rungLast(line) : null,
    ]);
    return { presences, offered, rungLast };
  }

  ring(request: RingRequest, seen?: SeatsSeen): Promise<RingPlan | null> {
    return this.ringBy((reservation) => this.reserve(reservation, request), request, seen);
  }

  forTurn(): SeatsOfTurn | null {
    const { reservedWithTurn } = this.parts.store;
    if (!reservedWithTurn) return null;
    const reservations: Reservation[] = [];
    const reserveLater: Reserve = async (reservation) => {
      this.wanted.add(reservation.offers);
      reservations.push(reservation);
      return reservation.offers;
    };
    return {
      seats: {
        look: (line, conversationId) => this.look(line, conversationId),
        // Who rests or writes up is roused first.
        ring: (request, seen) =>
          request.isUrgent ? this.ring(request, seen) : this.ringBy(reserveLater, request, seen),
        attendance: (...asked) => this.attendance(...asked),
        letGo: (conversationId, at) => this.letGo(conversationId, at),
      },
      reservations: () => reservations,
      end: (isStored) => {
        this.wanted.end(reservations.flatMap(({ offers }) => offers));
        if (isStored) for (const reservation of reservations) reservedWithTurn(reservation);
      },
    };
  }

  private async ringBy(reserve: Reserve, request: RingRequest, justSeen?: SeatsSeen): Promise<RingPlan | null> {
    const seen = justSeen ?? (await this.look(request.line, request.conversationId));
    const routing = this.routingOf(request, seen);
    const round = roundOf(request, seen.offered);
    const gone = new Set<ColleagueId>();
    for (let known = seen.presences; ; known = await this.presences()) {
      const presences = withEngaged(known, [...gone, ...this.wanted.colleagues()]);
      const decision = decide({ ...routing, presences });
      const offers = offersOf(decision, request, round);
      if (offers.length === 0) return null;
      const until = request.at + (decision.ringSeconds + acceptingSeconds) * 1000;
      const reserved = await reserve({ offers, until, now: request.at });
      if (reserved.length > 0) return planOf(reserved, decision, request);
      for (const { colleague } of offers) gone.add(colleague);
    }
  }

  async attendance(line: LineId, at: number, waitedMs = 0, isUrgent = false): Promise<Attendance> {
    const content = this.parts.content();
    const candidates = candidatesOf(whoIsOnDuty(content, line, at, isUrgent)).filter(
      (one) => one.colleague.telephones.length > 0,
    );
    if (candidates.length === 0) return 'nobody';
    const presences = await this.presences();
    const stands = candidates.map(({ colleague: { id }, tier }) => {
      return { tier, state: stateFor(isUrgent, presences.get(id) ?? freeFromTheFirst(id), at) };
    });
    const there = stands.filter(({ state }) => state !== 'away');
    if (there.length === 0) return 'nobody';
    const isThere = (of: Tier): boolean => there.some(({ tier }) => tier === of);
    const reached = isUrgent ? allTiers : tiersReached(waitedMs, content.hotline, isThere);
    return there.some(({ tier, state }) => state === 'free' && reached.has(tier)) ? 'free' : 'busy';
  }

  async letGo(conversationId: string, at: number): Promise<void> {
    const { store, content } = this.parts;
    for (const { id, outcome } of await store.offersOf(conversationId))
      if (outcome === null) await store.settle(id, 'withdrawn', at, settled(id, 'withdrawn', at, content().hotline));
  }

  private async reserve({ offers, until, now }: Reservation, { isUrgent }: RingRequest): Promise<readonly Offer[]> {
    const { store } = this.parts;
    this.wanted.add(offers);
    try {
      if (isUrgent) await Promise.all(offers.map(({ colleague }) => store.change(colleague, roused(now))));
      return await store.reserve(offers, until, now);
    } finally {
      this.wanted.end(offers);
    }
  }

  private routingOf(request: RingRequest, { presences, offered, rungLast }: SeatsSeen): Routing {
    const { conversationId, line, waitedMs, leftMs, ahead, language = null, isUrgent = false, at } = request;
    const content = this.parts.content();
    const strategy = isUrgent ? 'ring-all' : (content.lines.get(line)?.strategy ?? 'ring-all');
    const onDuty = whoIsOnDuty(content, line, at, isUrgent);
    const seen = { onDuty, presences, offered, rungLast, rules: content.hotline };
    return { line, strategy, conversationId, waitedMs, leftMs, ahead, language, isUrgent, now: at, ...seen };
  }

  private async presences(): Promise<ReadonlyMap<ColleagueId, Presence>> {
    const seen = this.wanted.look();
    const presences = new Map((await this.parts.store.presences()).map((one) => [one.colleague, one]));
    seen();
    return presences;
  }
}

/**
 * A call's rounds are counted over all lines that it comes to. A turn that is taken again, since the first try of it was lost, goes on
 * with the round that it began.
 */
function roundOf({ round }: RingRequest, offered: readonly KeptOffer[]): number {
  const open = offered.filter(({ outcome }) => outcome === null).at(-1);
  return open ? open.round : Math.max(round, ...offered.map((offer) => offer.round + 1));
}

function offersOf(decision: RingDecision, request: RingRequest, round: number): readonly Offer[] {
  const { conversationId, line, at } = request;
  return decision.verdicts.flatMap(({ isRung, colleague, because }) => {
    const [address] = colleague.telephones;
    if (!isRung || address === undefined) return [];
    const id = offerId(conversationId, round, colleague.id);
    return [{ id, conversationId, line, colleague: colleague.id, address, round, because, offeredAt: at }];
  });
}

function planOf(offers: readonly Offer[], { ringSeconds }: RingDecision, { line }: RingRequest): RingPlan {
  return { line, legs: offers.map(({ id, address }) => telephoneLeg(address, id)), ringSeconds };
}

/** @returns how everybody stands, where some ring for another call by now */
function withEngaged(known: ReadonlyMap<ColleagueId, Presence>, engaged: readonly ColleagueId[]) {
  if (engaged.length === 0) return known;
  const presences = new Map(known);
  for (const id of engaged) presences.set(id, { ...freeFromTheFirst(id), state: 'ringing' });
  return presences;
}
