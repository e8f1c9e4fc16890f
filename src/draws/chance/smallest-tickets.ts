import { Tickets } from './ticket.js';

/** One object with the ticket by which it stands where it stands. */
export interface RankedTicket {
  readonly id: string;
  readonly ticket: string;
  /** Whose ticket it is: `id#k`, the smallest of `id#1` … `id#weight`; the id itself where nothing is weighted. */
  readonly of: string;
}

/** A ticket is written out only where it is told, or where its first nine digits are another's too. */
interface Candidate {
  readonly id: string;
  readonly of: string;
  readonly lead: number;
}

/**
 * The ids with the smallest tickets, in their order, out of as many as one likes: only the `take` smallest and the first that is not drawn are kept.
 * @example
 * const drawn = new SmallestTickets('seed', 2);
 * for (const id of ['A', 'B', 'C', 'D']) drawn.add(id);
 * drawn.taken().map(({ id }) => id) // the two drawn, in order
 * drawn.firstNotDrawn()             // the next one: nobody else could have been drawn
 */
export class SmallestTickets {
  readonly #tickets: Tickets;
  readonly #take: number;
  /** A heap whose root is the largest ticket kept. */
  readonly #kept: Candidate[] = [];

  /** @param take how many are drawn; `Infinity` ranks all */
  constructor(seed: string, take: number) {
    this.#tickets = new Tickets(seed);
    this.#take = take;
  }

  /** @param weight how many tickets the id has; null where nothing is weighted, and the id itself is what is hashed */
  add(id: string, weight: number | null = null): void {
    if (weight === null) {
      this.#offer(id, id);
      return;
    }
    let best: Candidate | null = null;
    for (let nth = 1; nth <= weight; nth++) {
      const of = `${id}#${nth}`;
      const lead = this.#tickets.lead(of);
      if (best && lead > best.lead) continue;
      const one = { id, of, lead };
      if (best === null || this.#isBefore(one, best)) best = one;
    }
    if (best) this.#keep(best);
  }

  /** The drawn, smallest ticket first. */
  taken(): readonly RankedTicket[] {
    return this.#inOrder().slice(0, this.#take);
  }

  /** The next in order: with it anybody sees where the cut is. */
  firstNotDrawn(): RankedTicket | null {
    return this.#inOrder()[this.#take] ?? null;
  }

  #offer(id: string, of: string): void {
    const lead = this.#tickets.lead(of);
    const largest = this.#kept[0];
    if (this.#kept.length > this.#take && largest && lead > largest.lead) return;
    this.#keep({ id, of, lead });
  }

  #keep(one: Candidate): void {
    const kept = this.#kept;
    if (kept.length <= this.#take) {
      kept.push(one);
      this.#rise(kept.length - 1);
    } else if (kept[0] && this.#isBefore(one, kept[0])) {
      kept[0] = one;
      this.#sink();
    }
  }

  #rise(from: number): void {
    const kept = this.#kept;
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(kept[above] as Candidate, kept[at] as Candidate)) return;
      [kept[above], kept[at]] = [kept[at] as Candidate, kept[above] as Candidate];
      at = above;
    }
  }

  #sink(): void {
    const kept = this.#kept;
    for (let at = 0; ; ) {
      let largest = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        const one = kept[below];
        if (one && this.#isBefore(kept[largest] as Candidate, one)) largest = below;
      }
      if (largest === at) return;
      [kept[largest], kept[at]] = [kept[at] as Candidate, kept[largest] as Candidate];
      at = largest;
    }
  }

  /** Two ids cannot have one ticket, short of a collision of SHA-256. */
  #isBefore(one: Candidate, other: Candidate): boolean {
    if (one.lead !== other.lead) return one.lead < other.lead;
    return this.#tickets.of(one.of) < this.#tickets.of(other.of);
  }

  #inOrder(): readonly RankedTicket[] {
    return this.#kept
      .toSorted((one, other) => (this.#isBefore(one, other) ? -1 : 1))
      .map(({ id, of }) => ({ id, ticket: this.#tickets.of(of), of }));
  }
}

/** Everybody in the order of their tickets. */
export function ranked(seed: string, ids: Iterable<string>): readonly RankedTicket[] {
  const all = new SmallestTickets(seed, Number.POSITIVE_INFINITY);
  for (const id of ids) all.add(id);
  return all.taken();
}
