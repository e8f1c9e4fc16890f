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
}
