/** For a feature: where it counts, and how much, one after the other. */
export interface Hits {
  /** How much of an answer has it, less where others have it, too. */
  readonly words: number[];
  /** The same of each question that answers are written for. */
  readonly questions: number[];
}

/** The feature, where its hits begin, where those of questions begin, and where they end: together, so that one look at memory finds all. */
const slotLength = 4;
const empty = 0xffffffff;

/** Hits by their features, in two flat tables: a question has some hundred features, and each would lead through four objects that no cache holds. */
export class FeatureHits {
  private readonly slots: Uint32Array;
  private readonly last: number;
  /** A place, and how much it counts there, again and again. */
  private readonly hits: Float32Array;

  constructor(byFeature: ReadonlyMap<number, Hits>) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, byFeature.size * 2)));
    this.last = size - 1;
    this.slots = new Uint32Array(size * slotLength).fill(empty);
    const hits: number[] = [];
    for (const [feature, { words, questions }] of byFeature) {
      let slot = slotOf(feature) & this.last;
      while (this.slots[slot * slotLength] !== empty) slot = (slot + 1) & this.last;
      const from = hits.length;
      for (const one of words) hits.push(one);
      for (const one of questions) hits.push(one);
      this.slots.set([feature, from, from + words.length, hits.length], slot * slotLength);
    }
    this.hits = Float32Array.from(hits);
  }

  /** Adds what a feature of this value says for each answer to `words`, and for each question to `questions`. */
  addTo(words: Float64Array, questions: Float64Array, feature: number, value: number): void {
    const { slots, hits, last } = this;
    for (let slot = slotOf(feature) & last; ; slot = (slot + 1) & last) {
      const at = slot * slotLength;
      const here = slots[at] as number;
      if (here === empty) return;
      if (here !== feature) continue;
      const middle = slots[at + 2] as number;
      const end = slots[at + 3] as number;
      for (let hit = slots[at + 1] as number; hit < middle; hit += 2) add(words, hits, hit, value);
      for (let hit = middle; hit < end; hit += 2) add(questions, hits, hit, value);
      return;
    }
  }
}

function add(sums: Float64Array, hits: Float32Array, hit: number, value: number): void {
  const place = hits[hit] as number;
  sums[place] = (sums[place] as number) + value * (hits[hit + 1] as number);
}

/** Spreads neighbouring numbers over all of the table (Fibonacci hashing). */
function slotOf(feature: number): number {
  return Math.imul(feature, 0x9e3779b1) >>> 12;
}
