import type { ClaimedMessage, MessageState, NewMessage } from '../domain/outbox/message.js';
import type { Sender } from '../domain/outbox/sender.js';
import type { OutboxStore } from '../domain/outbox/stores.js';
import type { Clock } from '../domain/time/clock.js';
import { processName } from '../duties/duties.js';
import type { WorkLog } from '../duties/log.js';
import { renewing } from '../duties/renewing.js';
import { type Repeater, repeat } from '../duties/repeat.js';
import { deliver } from './deliver.js';

export interface OutboxParts {
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly log: WorkLog;
  /** How long a process that died keeps others from what it was sending. */
  readonly leaseMs?: number;
}

const defaultLeaseMs = 15_000;
/** What other processes left, and what is due again, is looked for this often. */
const lookEveryMs = 5_000;
const stopWithinMs = 10_000;
/** How many are sent at once: some wait for a slow turn, and must not hold up the others. */
const maxAtOnce = 20;

/**
 * What we owe somebody, sent at least once. A message is a row before anybody is told that it will come; each process claims what is
 * due, sends it and notes what became of it.
 * @example
 * outbox.register('wechat', sender);
 * outbox.start();
 * await outbox.owe({ key: 'late:wx:1', channel: 'wechat', … }); // from here on it will come
 */
export class Outbox {
  private readonly senders = new Map<string, Sender>();
  private readonly holder = processName();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly leaseMs: number;
  private repeater: Repeater | null = null;

  constructor(private readonly parts: OutboxParts) {
    this.leaseMs = parts.leaseMs ?? defaultLeaseMs;
  }

  /** Says who sends the messages of a channel; those of a channel without a sender stay owed. */
  register(channel: string, sender: Sender): void {
    this.senders.set(channel, sender);
  }

  /** Writes down that a message is owed, once for its key, and begins to send it. */
  async owe(message: NewMessage): Promise<void> {
    await this.parts.store.owe(message);
    this.wake();
  }

  /** @returns what became of a message; null when none was ever owed under this key */
  async stateOf(key: string): Promise<MessageState | null> {
    return (await this.parts.store.find(key))?.state ?? null;
  }

  /** Begins to send what is due, from before the start too. */
  start(): void {
    this.repeater ??= repeat({ name: 'outbox', firstAfterMs: 0, work: () => this.look(), log: this.parts.log });
  }

  /** Looks at once for what is due. */
  wake(): void {
    this.repeater?.wake();
  }

  /** Claims nothing more, and waits a while for what is being sent; another process, or the next start, sends what is left. */
  async stop(): Promise<void> {
    await this.repeater?.stop();
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, stopWithinMs);
    });
    await Promise.race([Promise.all(this.underWay.values()), enough]);
    clearTimeout(timer);
  }

  private async look(): Promise<number> {
    const { store, clock } = this.parts;
    const channels = [...this.senders.keys()];
    const limit = maxAtOnce - this.underWay.size;
    const claimed = await store.claim({
      ...{ holder: this.holder, leaseMs: this.leaseMs, channels, limit },
      now: clock.now(),
    });
    for (const message of claimed) {
      // Its lease ran out while the database could not be had; we are sending it still.
      if (this.underWay.has(message.key)) continue;
      const work = this.send(message).finally(() => {
        this.underWay.delete(message.key);
        // There is room again for what is waiting.
        if (this.underWay.size === maxAtOnce - 1) this.wake();
      });
      this.underWay.set(message.key, work);
    }
    const mayBeMore = claimed.length > 0 && claimed.length === limit;
    return mayBeMore ? 0 : lookEveryMs;
  }

  private async send(message: ClaimedMessage): Promise<void> {
    const { store, log } = this.parts;
    const { key, channel } = message;
    const sender = this.senders.get(channel);
    if (!sender) return;
    const lease = renewing(async () => (await store.renew([key], this.holder, this.leaseMs)).length > 0, this.leaseMs);
    try {
      const settlement = await deliver(message, sender, this.parts);
      await lease.stop();
      if (!(await store.settle(key, this.holder, settlement))) {
        log.warn({ key, channel }, 'a message was settled by another process, or its person forgotten, meanwhile');
      }
    } catch (error) {
      // It stays claimed until the lease runs out, and is then sent again.
      log.error({ err: error, key, channel }, 'what became of a message could not be noted; it is sent again');
    } finally {
      await lease.stop();
    }
  }
}
