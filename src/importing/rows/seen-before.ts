/** How many bits there are at least and at most, as powers of two: 4 kB and 32 MB. */
const bounds = { least: 15, most: 28 };
const bitsPerText = 4;

/**
 * Tells texts that may have come before from those that surely have not (a Bloom filter): each text sets four bits out of
 * many, and one whose bits are all set may have come before. A text that did come before is never missed. Wrong suspicions
 * are few: none, as a rule, among a million different texts; some thousand among ten million.
 */
export class SeenBefore {
  private readonly bits: Uint32Array;
  private readonly shift: number;

  /** @param fileBytes how long the file is that the texts are of: it takes as much memory itself, 32 MB at most */
  constructor(fileBytes: number) {
    const power = Math.ceil(Math.log2(8 * fileBytes + 1));
    const bounded = Math.min(Math.max(power, bounds.least), bounds.most);
    this.bits = new Uint32Array(2 ** (bounded - 5));
    this.shift = 32 - bounded;
  }

  /**
   * Adds a text to a group; the same text in another group is another one.
   * @returns whether it may have been added before
   */
  add(text: string, group: number): boolean {
    let low = 0xdeadbeef ^ group;
    let high = 0x41c6ce57;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    let mayBeKnown = true;
    for (let nth = 0; nth < bitsPerText; nth++) {
      const bit = (low + Math.imul(nth, high | 1)) >>> this.shift;
      const mask = 1 << (bit & 31);
      const word = this.bits[bit >>> 5] ?? 0;
      if ((word & mask) !== 0) continue;
      mayBeKnown = false;
      this.bits[bit >>> 5] = word | mask;
    }
    return mayBeKnown;
  }
}
