/** How many are remembered at most: what was read first goes first, and whatever is too old. */
const mostRemembered = 256;

/**
 * What was read a moment ago, so that of many who ask at the same time one reads. For what may be as old as that: never for what was just acknowledged to
 * whoever asks.
 * @example
 * const notices = new Remembered((brand: string) => readNotices(brand), 2_000, () => performance.now());
 * await notices.of('丰田'); // read once in two seconds, however many ask
 */
export class Remembered<Key, Value> {
  private readonly known = new Map<Key, { readonly readMs: number; readonly value: Promise<Value> }>();

  /**
   * @param read may fail: a failure is not remembered
   * @param forMs how old what is remembered may be
   * @param nowMs a clock that nobody sets
   */
  constructor(
    private readonly read: (key: Key) => Promise<Value>,
    private readonly forMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  of(key: Key): Promise<Value> {
    const found = this.known.get(key);
    if (found && this.nowMs() - found.readMs < this.forMs) return found.value;
    return this.readAnew(key);
  }

  /** Reads all of it anew when it is next asked for. */
  forget(): void {
    this.known.clear();
  }

  private readAnew(key: Key): Promise<Value> {
    const one = { readMs: this.nowMs(), value: this.read(key) };
    this.known.delete(key);
    // They are in the order in which they were read.
    for (const [other, { readMs }] of this.known) {
      if (one.readMs - readMs < this.forMs && this.known.size < mostRemembered) break;
      this.known.delete(other);
    }
    this.known.set(key, one);
    one.value.catch(() => {
      if (this.known.get(key) === one) this.known.delete(key);
    });
    return one.value;
  }
}
