/** Work that goes on until it is told to end. */
export class LongWork {
  /** Who has begun it, in order. */
  readonly begun: string[] = [];
  private readonly ends: (() => void)[] = [];

  by(name: string): () => Promise<void> {
    return () => {
      this.begun.push(name);
      return new Promise((resolve) => this.ends.push(resolve));
    };
  }

  end(): void {
    for (const end of this.ends) end();
  }
}
