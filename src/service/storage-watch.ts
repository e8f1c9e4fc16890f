import type { Logger } from 'pino';
import type { Store } from '../domain/store.js';
import { type Repeater, repeat } from '../duties/repeat.js';

export interface StorageWatchParts {
  readonly store: Pick<Store, 'storing' | 'look' | 'prove'>;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  /** Done whenever turns can be stored: what was set aside meanwhile becomes rows. */
  readonly whileStoring: () => Promise<void>;
  /** How often it looks, in milliseconds. */
  readonly everyMs?: number;
}

const lineEveryMs = 60_000;

/**
 * Watches whether turns can be stored: looks where the database is, and in trouble tries whether it is over. A trouble is told when it begins, once a
 * minute while it lasts, and when it is over.
 */
export function watchStorage({ store, log, whileStoring, everyMs = 1_000 }: StorageWatchParts): Repeater {
  const { storing } = store;
  let told: { readonly sinceMs: number; atMs: number } | null = null;

  const tell = (): void => {
    const { trouble } = storing;
    const nowMs = performance.now();
    if (trouble === null) {
      if (told !== null) log.warn({ seconds: seconds(nowMs - told.sinceMs) }, 'turns are stored again');
      told = null;
    } else if (told === null) {
      told = { sinceMs: trouble.sinceMs, atMs: nowMs };
      log.error({ err: trouble.error }, 'nothing can be stored: callers hear an apology, and are offered a person');
    } else if (nowMs - told.atMs >= lineEveryMs) {
      told.atMs = nowMs;
      const fields = { err: trouble.error, seconds: seconds(nowMs - told.sinceMs) };
      log.error(fields, 'still nothing can be stored: callers hear an apology, and are offered a person');
    }
  };

  const work = async (): Promise<number> => {
    // What it finds is noted.
    await store.look().catch(() => undefined);
    tell();
    if (storing.trouble !== null) await store.prove().catch(() => undefined);
    tell();
    if (storing.trouble === null) await whileStoring();
    return everyMs;
  };
  return repeat({ name: 'storage-watch', firstAfterMs: everyMs, work, log });
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
