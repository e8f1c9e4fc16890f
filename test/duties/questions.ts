import type { Store } from '../../src/domain/store.js';

/** The stores of work beside requests. */
export type AskedStores = Pick<Store, 'duties' | 'followers' | 'publications' | 'outbox'>;

/**
 * Counts what is asked of stores and not yet answered, so that a test can wait until work beside requests has come to rest:
 * then it is asleep, or in the hands of the test, and what has not happened does not happen.
 */
export class Questions {
  private open = 0;

  /** @returns the store, with its questions counted from now on */
  of({ duties, followers, publications, outbox }: Store): AskedStores {
    return {
      duties: this.counted(duties),
      followers: this.counted(followers),
      publications: this.counted(publications),
      outbox: this.counted(outbox),
    };
  }

  /** Waits until nothing is asked any more: between two questions there are only steps that need no time. */
  async rest(): Promise<void> {
    do await new Promise(setImmediate);
    while (this.open > 0);
  }

  /** Lets everybody look once whether anything is due, and waits until they have. Who is at work already looks later. */
  async look(all: readonly { wake(): void }[]): Promise<void> {
    await this.rest();
    for (const one of all) one.wake();
    await this.rest();
  }

  private counted<Part extends object>(part: Part): Part {
    return new Proxy(part, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => this.count(Reflect.apply(method, target, given));
      },
    });
  }

  private count(answer: unknown): unknown {
    if (!(answer instanceof Promise)) return answer;
    this.open += 1;
    return answer.finally(() => {
      this.open -= 1;
    });
  }
}
