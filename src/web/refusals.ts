import type { Logger } from 'pino';
import type { Clock } from '../domain/time/clock.js';
import type { DeliveryRefused, RefusalReason } from './delivery-refused.js';
import { OnceAMinute } from './once-a-minute.js';

/** Counts a refusal, for `/metrics`. */
export type CountRefusal = (channel: string, reason: RefusalReason) => void;

/**
 * Notes every delivery that is refused: a counter, and a line of the log a minute for each channel and reason. A provider whose
 * deliveries we refuse shows nowhere else, while callers hear its own apology.
 */
export class Refusals {
  private readonly lines: OnceAMinute;

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    clock: Clock,
    private readonly count: CountRefusal,
  ) {
    this.lines = new OnceAMinute(clock);
  }

  /** @param path of our own addresses, without its query */
  note(channel: string, path: string, { reason, isProved, hint }: DeliveryRefused): void {
    this.count(channel, reason);
    const deliveries = this.lines.pass(`${channel} ${reason}`);
    if (deliveries === null) return;
    const fields = { channel, reason, path: path.slice(0, 100), deliveries, ...(hint !== undefined && { hint }) };
    this.log.warn(fields, isProved ? 'a signed delivery was refused' : 'a delivery without proof was refused');
  }
}
