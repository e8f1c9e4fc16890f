import { keyOf, nameOfFeature, partsOf, Words } from './features.js';

const empty = 0xffffffff;
/** Before the unit, the unit, and the feature's place: together, so that one look at memory finds all three. */
const slotLength = 4;

/**
 * Which features count, and how much: the rarer, the more (inverse document frequency). They are found by numbers in one flat table,
 * since each message asks for some hundred of them.
 */
export class Vocabulary {
  private readonly slots: Uint32Array;
  private readonly last: number;
  /** For each feature, where it stands in the text that is being weighed, if it does. */
  private readonly places: Uint16Array;

  /**
   * @param keys of the features, as `keyOf` gives them, in their order
   * @param weights of each
   */
  constructor(
    readonly keys: Float64Array,
    readonly weights: Float32Array,
    readonly words: Words,
  ) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, (keys.length * 4) / 3)));
    this.last = size - 1;
    this.places = new Uint16Array(keys.length);
    this.slots = new Uint32Array(size * slotLength).fill(empty);
    keys.forEach((key, feature) => {
      const [before, unit] = partsOf(key);
      let slot = placeOf(before, unit) & this.last;
      while (this.slots[slot * slotLength + 2] !== empty) slot = (slot + 1) & this.last;
      this.slots.set([before, unit, feature], slot * slotLength);
    });
  }

  /** @returns the feature's number, -1 for one that is not in it */
  find(before: number, unit: number): number {
    const { slots, last } = this;
    for (let slot = placeOf(before, unit) & last; ; slot = (slot + 1) & last) {
      const at = slot * slotLength;
      const feature = slots[at + 2] as number;
      if (feature === empty) return -1;
      if (slots[at] === before && slots[at + 1] === unit) return feature;
    }
  }

  /**
   * @param features those of a text so far, each once, of which `size` count
   * @returns where the feature stands among them; `size` where it does not
   */
  placeIn(features: Uint32Array, size: number, feature: number): number {
    const place = this.places[feature] as number;
    // Nothing is cleared between two texts: what is remembered of another one does not agree with these.
    if (place < size && features[place] === feature) return place;
    this.places[feature] = size;
    return size;
  }

  /** What the features are called, in their order. */
  names(): string[] {
    return Array.from(this.keys, (key) => nameOfFeature(key, this.words));
  }

  /** The vocabulary that `names` came from. */
  static named(names: readonly string[], weights: Float32Array): Vocabulary {
    const words = Words.of(names);
    const numberOf = (unit: string): number => words.numberOf(unit) ?? 0;
    const keys = Float64Array.from(names, (name) => {
      const [one = '', unit] = name.split(' ');
      return unit === undefined ? keyOf(0, numberOf(one)) : keyOf(numberOf(one), numberOf(unit));
    });
    return new Vocabulary(keys, weights, words);
  }
}

/** Spreads neighbouring numbers over all of the table (Fibonacci hashing). */
function placeOf(before: number, unit: number): number {
  const mixed = Math.imul(before, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** @param minTexts features of fewer texts are left out: they tell nothing of others */
export function vocabularyOf(
  texts: readonly ReadonlyMap<number, number>[],
  words: Words,
  minTexts: number,
): Vocabulary {
  const counts = new Map<number, number>();
  for (const features of texts) {
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const kept = [...counts]
    .filter(([, count]) => count >= minTexts)
    .map(([key, count]) => ({ key, count, name: nameOfFeature(key, words) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const weights = Float32Array.from(kept, ({ count }) => 1 + Math.log((1 + texts.length) / (1 + count)));
  return new Vocabulary(
    Float64Array.from(kept, ({ key }) => key),
    weights,
    words,
  );
}
