/**
 * Remembers which delivery each signature first came with. A plain signature covers only the time and a nonce, not the
 * message: whoever has seen one could sign any message with it. It works within one process; between processes and over
 * restarts, the age limit bounds what a stolen signature is good for.
 */
export class ReplayGuard {
  private readonly deliveries = new Map<string, string>();

  constructor(private readonly limit: number) {}

  /**
   * @param signature of token, timestamp and nonce; the two alone would not do, since characters moved from one to the
   * other leave it the same
   * @returns whether this signature belongs to this delivery; a retry's does
   */
  admits(signature: string, deliveryId: string): boolean {
    const known = this.deliveries.get(signature);
    if (known !== undefined) return known === deliveryId;
    if (this.deliveries.size >= this.limit) this.dropOldest();
    this.deliveries.set(signature, deliveryId);
    return true;
  }

  /** A map keeps the order in which its keys came. */
  private dropOldest(): void {
    for (const oldest of this.deliveries.keys()) {
      this.deliveries.delete(oldest);
      return;
    }
  }
}
