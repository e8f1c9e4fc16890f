/**
 * Gathers calls that come while an earlier batch is being worked on, and works on them together: one transaction for
 * many turns under load, none waiting when there is none.
 */
export class Batch<Item, Result> {
  private waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private isWorking = false;

  /**
   * @param work gives one result per item, in their order; when it fails, every item of that batch fails
   * @param maxItems the largest batch
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly maxItems: number,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isWorking) {
        this.isWorking = true;
        // Calls of the same tick go together.
        setImmediate(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const taken = this.waiting.splice(0, this.maxItems);
      try {
        const results = await this.work(taken.map(({ item }) => item));
        taken.forEach(({ resolve, reject }, index) => {
          const result = results[index];
          if (result === undefined) reject(new Error('a batch gave fewer results than it had items'));
          else resolve(result);
        });
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    this.isWorking = false;
  }
}
