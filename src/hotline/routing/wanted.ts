import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Offer } from '../../domain/hotline/offer.js';

/** Colleagues whom calls of a process want, until how they stand since then is seen: a look that began before tells how they stood. */
export class Wanted {
  /** With how many looks had begun when they were no longer wanted. */
  private readonly since = new Map<ColleagueId, number>();
  private looks = 0;

  add(offers: readonly Offer[]): void {
    for (const { colleague } of offers) this.since.set(colleague, Number.POSITIVE_INFINITY);
  }

  end(offers: readonly Offer[]): void {
    for (const { colleague } of offers) this.since.set(colleague, this.looks);
  }

  colleagues(): Iterable<ColleagueId> {
    return this.since.keys();
  }

  /** Begins a look. @returns what is called when it is over */
  look(): () => void {
    this.looks += 1;
    const number = this.looks;
    return () => {
      for (const [colleague, since] of this.since) if (since < number) this.since.delete(colleague);
    };
  }
}
