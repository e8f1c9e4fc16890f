import type { Message } from './decode.js';

/** WeChat asks again within seconds; what comes later than this is none of its retries. */
const rememberedMs = 10 * 60_000;
const mostRemembered = 10_000;

/**
 * Who has just left the account, and when: a retry of something they wrote before comes late, and must not store them again. It works within one
 * process, and by a clock that nobody sets.
 */
export class Departures {
  private readonly left = new Map<string, { readonly createTime: number; readonly untilMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @param message with which somebody left */
  note(conversationId: string, { CreateTime }: Message): void {
    const [oldest] = this.left.keys();
    if (oldest !== undefined && this.left.size >= mostRemembered) this.left.delete(oldest);
    this.left.delete(conversationId);
    this.left.set(conversationId, { createTime: Number(CreateTime), untilMs: this.nowMs() + rememberedMs });
  }

  /** Whether a message is from before its person left; somebody who follows again has returned. */
  isBefore(conversationId: string, { CreateTime, Event }: Message): boolean {
    const known = this.left.get(conversationId);
    if (known === undefined) return false;
    const hasReturned = Event?.toLowerCase() === 'subscribe' && Number(CreateTime) >= known.createTime;
    if (hasReturned || this.nowMs() > known.untilMs) this.left.delete(conversationId);
    return !hasReturned && this.nowMs() <= known.untilMs && Number(CreateTime) <= known.createTime;
  }
}
