import type { Logger } from 'pino';
import type { LineId } from '../domain/hotline/line.js';
import { type Notice, noticeAt } from '../domain/hotline/notice.js';
import type { NoticeStore } from '../domain/hotline/stores.js';
import { type Repeater, repeat } from '../duties/repeat.js';

const everyMs = 2_000;

/**
 * The notices as this process knows them, so that no turn has to ask the database: they are read again every two seconds. While they cannot
 * be read, what was last known goes on.
 */
export class NoticeBoard {
  private notices: readonly Notice[] = [];

  constructor(private readonly store: NoticeStore) {}

  /**
   * @param now in ms since 1970
   * @param line whose; null: that for everybody
   */
  current(now: number, line: LineId | null = null): Notice | null {
    return noticeAt(this.notices, line, now);
  }

  async refresh(): Promise<void> {
    this.notices = await this.store.all();
  }

  watch(log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>): Repeater {
    const work = async (): Promise<number> => {
      await this.refresh().catch(() => undefined);
      return everyMs;
    };
    return repeat({ name: 'notice', firstAfterMs: everyMs, work, log });
  }
}
