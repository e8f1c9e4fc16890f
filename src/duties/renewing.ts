/** A lease that is being kept. */
export interface Renewing {
  /** Whether it may be another's by now: work that is only for one process at a time ends at its next step. */
  isLost(): boolean;
  /** Keeps it no longer; done when the renewal under way has ended. */
  stop(): Promise<void>;
}

/**
 * Renews a lease that was just taken, four times in its length, until it is stopped or lost. One that cannot be renewed for its
 * whole length, because the database does not answer, counts as lost, by a clock that nobody sets.
 * @param renew @returns false when it is another's
 */
export function renewing(renew: () => Promise<boolean>, leaseMs: number): Renewing {
  let renewedAt = performance.now();
  let isLost = false;
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, leaseMs / 4).unref();

  function begin(): void {
    underWay = once().then(() => {
      if (!isStopped && !isLost) timer = setTimeout(begin, leaseMs / 4).unref();
    });
  }

  async function once(): Promise<void> {
    const startedAt = performance.now();
    try {
      if (await renew()) renewedAt = startedAt;
      else isLost = true;
    } catch {
      // Not known: it is asked again, and lost when no answer comes in time.
    }
  }

  return {
    isLost: () => isLost || performance.now() - renewedAt >= leaseMs,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
