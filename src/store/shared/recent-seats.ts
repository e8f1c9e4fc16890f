import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Offer, Reservation } from '../../domain/hotline/offer.js';
import type { Presence } from '../../domain/hotline/presence.js';

const mostKept = 1_000;

/** Some open offers with whose they are, and how some colleagues stand. */
export interface KnownSeats {
  readonly open: ReadonlyMap<string, ColleagueId>;
  readonly stands: ReadonlyMap<ColleagueId, Presence>;
}

/**
 * Which offers were open, and how colleagues stood, when this process last saw or changed them, so that the next change need not look. It may be
 * behind what is stored, since another process changes them as well: what is made of it is written only where all is still so.
 */
export class RecentSeats {
  private readonly open = new Map<string, Offer & { readonly isAlone: boolean }>();
  private readonly stands = new Map<ColleagueId, Presence>();

  see(presences: readonly Presence[]): void {
    for (const one of presences) this.stands.set(one.colleague, one);
  }

  ring({ offers, until, now }: Reservation): void {
    for (const offer of offers) {
      const { id, colleague } = offer;
      // A turn that is taken again goes on with its round.
      const others = this.together(offer).filter((one) => one.id !== id);
      for (const one of others) this.open.set(one.id, { ...one, isAlone: false });
      this.open.set(id, { isAlone: offers.length === 1 && others.length === 0, ...offer });
      const before = this.stands.get(colleague);
      if (before) this.see([{ ...before, state: 'ringing', reason: null, since: now, until, offerId: id }]);
    }
    const over = this.open.size - mostKept;
    for (const id of over > 0 ? [...this.open.keys()].slice(0, over) : []) this.open.delete(id);
  }

  end(offers: readonly string[]): void {
    for (const id of offers) this.open.delete(id);
  }

  /** @returns an open offer that was the only one of its round, also of those that are over by now */
  rungAlone(offerId: string): Offer | null {
    const offer = this.open.get(offerId);
    return offer?.isAlone ? offer : null;
  }

  /** @returns those of the named; null where one of them is not known */
  of(offers: readonly string[], colleagues: readonly ColleagueId[]): KnownSeats | null {
    const open = new Map<string, ColleagueId>();
    const stands = new Map<ColleagueId, Presence>();
    for (const id of offers) {
      const offer = this.open.get(id);
      if (!offer) return null;
      open.set(id, offer.colleague);
    }
    for (const id of [...open.values(), ...colleagues]) {
      const stand = this.stands.get(id);
      if (!stand) return null;
      stands.set(id, stand);
    }
    return { open, stands };
  }

  private together({ conversationId, round }: Offer) {
    return [...this.open.values()].filter((one) => one.conversationId === conversationId && one.round === round);
  }
}
