import type { WorkLog } from './log.js';
import { growingPause } from './pause.js';

/** Work that one process does again and again beside its requests. */
export interface Repetition {
  /** For the log. */
  readonly name: string;
  /** When it is first done, after the start; later than the first callers are let in. */
  readonly firstAfterMs: number;
  /**
   * Does it once.
   * @param isStopped to be asked between its steps
   * @returns in how many milliseconds it is to be done again
   */
  readonly work: (isStopped: () => boolean) => Promise<number>;
  readonly log: WorkLog;
}

export interface Repeater {
  /** Does it now, or once more when it is being done: something has come that should not wait. */
  wake(): void;
  /** Does it now, after the one under way. */
  now(): Promise<void>;
  /** Begins no other; done when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Repeats work, never twice at once in this process. Work that throws is logged with its name and done again after a growing
 * pause; it never ends the service.
 * @example
 * const repeater = repeat({ name: 'outbox', firstAfterMs: 0, work: async () => { await sendWhatIsDue(); return 5_000; }, log });
 */
export function repeat({ name, firstAfterMs, work, log }: Repetition): Repeater {
  let isStopped = false;
  let isWoken = false;
  let failures = 0;
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  async function once(): Promise<number> {
    try {
      const againInMs = await work(() => isStopped);
      failures = 0;
      return againInMs;
    } catch (error) {
      failures += 1;
      const againInMs = growingPause(failures);
      log.error({ err: error, duty: name, failures, againInMs }, 'work beside requests failed; it is tried again');
      return againInMs;
    }
  }

  function sleep(ms: number): void {
    // It keeps no process from ending that has nothing else to do.
    timer = setTimeout(begin, ms).unref();
  }

  function begin(): void {
    timer = null;
    isWoken = false;
    underWay = once().then((againInMs) => {
      if (!isStopped) sleep(isWoken ? 0 : Math.max(0, againInMs));
    });
  }

  function wake(): void {
    isWoken = true;
    if (timer === null || isStopped) return;
    clearTimeout(timer);
    begin();
  }

  sleep(firstAfterMs);
  return {
    wake,
    async now() {
      await underWay;
      wake();
      await underWay;
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
