/** How often the event loop goes round, at most, before a batch begins that is still small. */
const mostRounds = 4;
const usuallyEnough = 6;

/**
 * Gathers calls that come while an earlier batch is being worked on, and works on them together: one transaction for
 * many turns under load, none waiting when there is none. Where some came together the last time, it lets the event loop go round a little, since
 * others are on their way: six together cost little more than two.
 */
export class Batch<Item, Result> {
  private waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private isWorking = false;
  /** How many were worked on together last. */
  private last = 1;

  /**
   * @param work gives one result per item, in their order; when it fails, every item of that batch fails
   * @param maxItems the largest batch
   * @param enough so many are waited for, a little, while there are many calls; 1: nobody is waited for
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly maxItems: number,
    private readonly enough = usuallyEnough,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isWorking) {
        this.isWorking = true;
        // Calls of the same tick go together.
        if (this.enough > 1) setImmediate(() => void this.drain());
        else queueMicrotask(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      for (let round = 0; round < mostRounds && this.isExpecting(); round++) await eventLoopRound();
      const taken = this.waiting.splice(0, this.maxItems);
      this.last = taken.length;
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

  private isExpecting(): boolean {
    return this.last > 1 && this.waiting.length < this.enough;
  }
}

function eventLoopRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
