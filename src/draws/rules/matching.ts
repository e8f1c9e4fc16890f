/**
 * As many pairs as can be made of people of whom not everybody may work with everybody (a largest matching, by Edmonds' algorithm), kept up while people leave.
 * Takes of the order of n³ steps to begin with, and n² for each who leaves.
 */
export class LargestMatching {
  /** With whom each is paired; -1: with nobody. */
  private readonly mate: number[];
  private readonly gone: boolean[];

  /** @param may who may work with whom: `may[a][b]` and `may[b][a]` alike */
  constructor(
    private readonly may: readonly (readonly boolean[])[],
    from?: LargestMatching,
  ) {
    this.mate = from ? [...from.mate] : may.map(() => -1);
    this.gone = from ? [...from.gone] : may.map(() => false);
    if (!from) for (const who of may.keys()) if (this.mate[who] === -1) this.pairFrom(who);
  }

  /** How many pairs there are. */
  get size(): number {
    return this.mate.filter((mate, who) => mate > who).length;
  }

  /** What is left when these are gone: only whoever was paired with one of them can be short of a pair. */
  without(...leaving: readonly number[]): LargestMatching {
    const rest = new LargestMatching(this.may, this);
    for (const who of leaving) {
      const mate = rest.mate[who] as number;
      rest.gone[who] = true;
      rest.mate[who] = -1;
      if (mate === -1) continue;
      rest.mate[mate] = -1;
      rest.pairFrom(mate);
    }
    return rest;
  }

  /** Makes one pair more, where there is a path from somebody free to another one, every second step of which is a pair. */
  private pairFrom(root: number): void {
    const search = new PathSearch(this.may, this.mate, this.gone, root);
    for (let at = search.end(); at !== -1; ) {
      const before = search.before[at] as number;
      const next = this.mate[before] as number;
      this.mate[at] = before;
      this.mate[before] = at;
      at = next;
    }
  }
}

/** Looks for such a path, breadth first; a ring of odd length (a blossom) counts as the one person where it is entered, its base. */
class PathSearch {
  /** From whom each was reached by a step that is no pair. */
  readonly before: number[];
  private readonly base: number[];
  private readonly reached: boolean[];
  private readonly waiting: number[];

  constructor(
    private readonly may: readonly (readonly boolean[])[],
    private readonly mate: readonly number[],
    private readonly gone: readonly boolean[],
    private readonly root: number,
  ) {
    this.before = mate.map(() => -1);
    this.base = mate.map((_, who) => who);
    this.reached = mate.map((_, who) => who === root);
    this.waiting = [root];
  }

  /** @returns the free person at the other end; -1 where there is none */
  end(): number {
    for (const from of this.waiting) {
      for (const [to, isAllowed] of (this.may[from] as readonly boolean[]).entries()) {
        if (!isAllowed || this.gone[to] || this.base[from] === this.base[to] || this.mate[from] === to) continue;
        const mate = this.mate[to] as number;
        if (to === this.root || (mate !== -1 && this.before[mate] !== -1)) this.contract(from, to);
        else if (this.before[to] === -1) {
          this.before[to] = from;
          if (mate === -1) return to;
          this.reach(mate);
        }
      }
    }
    return -1;
  }

  private reach(who: number): void {
    if (this.reached[who]) return;
    this.reached[who] = true;
    this.waiting.push(who);
  }

  private contract(one: number, other: number): void {
    const base = this.commonBase(one, other);
    const ring = new Set<number>();
    this.walk(one, base, other, ring);
    this.walk(other, base, one, ring);
    for (const [who, own] of this.base.entries()) {
      if (!ring.has(own)) continue;
      this.base[who] = base;
      this.reach(who);
    }
  }

  private walk(from: number, base: number, beside: number, ring: Set<number>): void {
    for (let [at, child] = [from, beside]; this.base[at] !== base; ) {
      const mate = this.mate[at] as number;
      ring.add(this.base[at] as number).add(this.base[mate] as number);
      this.before[at] = child;
      child = mate;
      at = this.before[mate] as number;
    }
  }

  private commonBase(one: number, other: number): number {
    const passed = new Set<number>();
    for (
      let at = this.base[one] as number;
      ;
      at = this.base[this.before[this.mate[at] as number] as number] as number
    ) {
      passed.add(at);
      if (at === this.root || this.mate[at] === -1) break;
    }
    let at = this.base[other] as number;
    while (!passed.has(at)) at = this.base[this.before[this.mate[at] as number] as number] as number;
    return at;
  }
}
