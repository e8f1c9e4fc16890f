import { Unavailable } from './unavailable.js';

/** Why nothing can be stored, and since when by a clock that nobody sets, in milliseconds. */
export interface StoringTrouble {
  readonly error: Unavailable;
  readonly sinceMs: number;
}

/** So long after an attempt that failed, nobody else makes one: whoever comes is told at once, and does not wait in vain. */
const trustMs = 3_000;

/**
 * Whether what is written is kept, by the last that was tried. While it is not, callers are not made to wait for the next failure: each hears
 * the apology at once, and one attempt at a time finds out whether it is over.
 * @example
 * await storing.try('write', () => writer.statement(insert)); // notes how it ended
 * storing.trouble; // null; or why nothing can be stored
 */
export class Storing {
  private found: StoringTrouble | null = null;
  private triedAtMs = Number.NEGATIVE_INFINITY;
  private keptAtMs = Number.NEGATIVE_INFINITY;
  private proving: Promise<void> | null = null;

  /** @param nowMs a clock that nobody sets, such as `performance.now` */
  constructor(private readonly nowMs: () => number) {}

  /** Null while what is written is kept. */
  get trouble(): StoringTrouble | null {
    return this.found;
  }

  /** How long ago something was last kept, in milliseconds. */
  get sinceKeptMs(): number {
    return this.nowMs() - this.keptAtMs;
  }

  /**
   * Does work with the database that a caller waits for.
   * @param kind reading tells of trouble, and only writing that it is over
   * @throws Unavailable without trying, where another attempt has just failed
   */
  async try<T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    this.requireTry();
    return this.noting(kind, work);
  }

  /** @throws Unavailable where another attempt has just failed, or one is under way */
  requireTry(): void {
    const { found } = this;
    if (found !== null && (this.proving || this.nowMs() - this.triedAtMs < trustMs)) throw found.error;
  }

  /**
   * Tries whether storing works, whatever failed before; whoever asks meanwhile joins the attempt.
   * @throws Unavailable
   */
  prove(work: () => Promise<void>): Promise<void> {
    this.proving ??= this.noting('write', work).finally(() => {
      this.proving = null;
    });
    return this.proving;
  }

  private async noting<T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (kind === 'write') this.note(null);
      return result;
    } catch (error) {
      // Whoever was refused without trying has learnt nothing new.
      if (error instanceof Unavailable && error !== this.found?.error) this.note(error);
      throw error;
    }
  }

  private note(error: Unavailable | null): void {
    this.triedAtMs = this.nowMs();
    if (error === null) {
      this.keptAtMs = this.triedAtMs;
      this.found = null;
    } else this.found = { error, sinceMs: this.found?.sinceMs ?? this.triedAtMs };
  }
}
