/**
 * Remembers which delivery each signature first came with. A plain signature covers only the time and a nonce, not the
 * message: whoever has seen one could sign any message with it. It works within one process; between processes and over
 * restarts, the age limit bounds what a stolen signature is good for.
 */
export class ReplayGuard {
  private readonly deliveries = new Map<string, string>();
  /** The signatures in the order they came, round and round: finding a map's oldest key is slow after many deletions. */
  private readonly order: string[] = [];
  private next = 0;

  /** @param limit how many signatures are remembered; the oldest is forgotten first */
  constructor(private readonly limit: number) {}

  /**
   * @param signature of token, timestamp and nonce; the two alone would not do, since characters moved from one to the
   * other leave it the same
   * @returns whether this signature belongs to this delivery; a retry's does
   */
  admits(signature: string, deliveryId: string): boolean {
    const known = this.deliveries.get(signature);
    if (known !== undefined) return known === deliveryId;
    const oldest = this.order[this.next];
    if (oldest !== undefined) this.deliveries.delete(oldest);
    this.order[this.next] = signature;
    this.next = (this.next + 1) % this.limit;
    this.deliveries.set(signature, deliveryId);
    return true;
  }
}
