/** Raised for a key that is not held, or no longer. */
class Unknown extends Error {}

/** Holds a limited number of things; the oldest gives way. */
export class Bounded<T> {
  static readonly Unknown = Unknown;
  private readonly held = new Map<string, T>();

  constructor(private readonly max: number) {}

  put(id: string, thing: T): string {
    this.held.set(id, thing);
    const [oldest] = this.held.keys();
    if (this.held.size > this.max && oldest !== undefined) this.held.delete(oldest);
    return id;
  }

  /** @throws Unknown */
  get(id: string): T {
    const thing = this.held.get(id);
    if (thing === undefined) throw new Unknown();
    return thing;
  }
}
