import type { ConversationStore } from '../domain/conversation/stores.js';

/** A megabyte: of a million conversations, one stranger in fifty is taken for somebody known, and merely read in vain. */
const bits = 2 ** 23;
const marks = 5;
const idsTogether = 5_000;

/**
 * Tells who has certainly never been here, so that nothing need be read of them: of every conversation that is stored this keeps a few
 * bits (a Bloom filter). Whom another process met meanwhile is a stranger here until the next {@link learn}: their first turn is stale when it
 * is stored, and made anew of what is read.
 */
export class Strangers {
  private readonly marked = new Uint8Array(bits / 8);
  private isWhole = false;

  /** @returns false for whoever is known, for a few strangers too, and for everybody until all that is stored is learnt */
  has(conversationId: string): boolean {
    return this.isWhole && !places(conversationId).every((place) => (this.byteAt(place) & bitOf(place)) !== 0);
  }

  /** They are a stranger no longer. */
  meet(conversationId: string): void {
    for (const place of places(conversationId)) this.marked[place >>> 3] = this.byteAt(place) | bitOf(place);
  }

  /**
   * Meets everybody whose conversation is stored.
   * @param prefixes how ids begin that are asked about here
   */
  async learn(
    store: Pick<ConversationStore, 'ids'>,
    prefixes: readonly string[],
    isStopped: () => boolean,
  ): Promise<void> {
    for (const prefix of prefixes) {
      let after = '';
      for (;;) {
        if (isStopped()) return;
        const ids = await store.ids(prefix, after, idsTogether);
        for (const id of ids) this.meet(id);
        const last = ids.at(-1);
        if (last === undefined || ids.length < idsTogether) break;
        after = last;
      }
    }
    this.isWhole = true;
  }

  private byteAt(place: number): number {
    return this.marked[place >>> 3] ?? 0;
  }
}

function bitOf(place: number): number {
  return 1 << (place & 7);
}

/** Two hashes (FNV-1a, from two beginnings) stand for as many as there are marks. */
function places(text: string): number[] {
  let [first, second] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x01000193);
  }
  // The step is odd: it leads to as many places.
  return Array.from({ length: marks }, (_, mark) => (first + Math.imul(mark, second | 1)) & (bits - 1));
}
