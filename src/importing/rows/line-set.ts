/** A set of line numbers, one bit each: ten million lines take little more than a megabyte. */
export class LineSet {
  private bits = new Uint8Array(1024);
  private counted = 0;

  get size(): number {
    return this.counted;
  }

  has(line: number): boolean {
    return ((this.bits[line >>> 3] ?? 0) & (1 << (line & 7))) !== 0;
  }

  add(line: number): void {
    if (this.has(line)) return;
    const place = line >>> 3;
    if (place >= this.bits.length) {
      const wider = new Uint8Array(Math.max(place + 1, 2 * this.bits.length));
      wider.set(this.bits);
      this.bits = wider;
    }
    this.bits[place] = (this.bits[place] ?? 0) | (1 << (line & 7));
    this.counted++;
  }

  /** @returns how many lines are in this set and not in the other */
  sizeWithout(other: LineSet): number {
    if (this.counted === 0) return 0;
    let size = 0;
    for (const [place, byte] of this.bits.entries()) {
      for (let left = byte & ~(other.bits[place] ?? 0); left !== 0; left &= left - 1) size++;
    }
    return size;
  }
}
