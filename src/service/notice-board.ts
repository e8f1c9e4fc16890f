import type { Logger } from 'pino';
import { type Notice, noticeAt } from '../domain/hotline/notice.js';
import type { NoticeStore } from '../domain/hotline/stores.js';
import { type Repeater, repeat } from '../duties/repeat.js';

const everyMs = 2_000;

/**
 * The notice as this process knows it, so that no turn has to ask the database: it is read again every two seconds. While it cannot be
 * read, what was last known goes on.
 */
export class NoticeBoard {
  private notice: Notice | null = null;

  constructor(private readonly store: NoticeStore) {}

  /** @param now in ms since 1970 */
  current(now: number): Notice | null {
    return noticeAt(this.notice, now);
  }

  async refresh(): Promise<void> {
    this.notice = await this.store.get();
  }

  watch(log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>): Repeater {
    const work = async (): Promise<number> => {
      await this.refresh().catch(() => undefined);
      return everyMs;
    };
    return repeat({ name: 'notice', firstAfterMs: everyMs, work, log });
  }
}
