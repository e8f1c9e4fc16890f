import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ReconcilingParts } from './parts.js';

const minuteMs = 60_000;
/** After so long without a word a call may be over: the provider is asked, or we have hung up ourselves. */
const askedAfterMs = 5 * minuteMs;
/** Beside a talk: the ringing and the whisper before it. */
const besidesTalkMs = 2 * minuteMs;
/** What an earlier process left open is found this far back. */
const lookBackMs = 7 * 24 * 60 * minuteMs;
const asksAtMost = 20;

/** Every call is a conversation named so. */
const calls = 'call:';

/**
 * Closes calls whose end was never told: no signal came for longer than a talk can last, or the provider says that they are over. What was
 * looked at once is not looked at again, but for what was left open.
 */
export class SilentCalls {
  private from = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: ReconcilingParts) {}

  /** @returns how many were closed */
  async close(isStopped: () => boolean): Promise<number> {
    const { conversations, clock, closeCall } = this.parts;
    const now = clock.now();
    const before = now - askedAfterMs;
    let openSince = before;
    let asks = asksAtMost;
    let closed = 0;
    for await (const conversation of conversations.silent(calls, Math.max(this.from, now - lookBackMs), before)) {
      if (isStopped()) return closed;
      const endedAt = await this.endOf(conversation, now, () => asks-- > 0);
      if (endedAt === null) openSince = Math.min(openSince, conversation.updatedAt);
      else {
        await closeCall(conversation.id, endedAt);
        closed += 1;
      }
    }
    this.from = openSince;
    return closed;
  }

  /** @returns when a call ended, as far as anybody knows; null: it may be going on */
  private async endOf(conversation: Conversation, now: number, mayAsk: () => boolean): Promise<number | null> {
    const heardAt = await this.lastHeardOf(conversation);
    const talkMs = this.parts.rules().longestTalkMinutes * minuteMs;
    const isTooLong = now - heardAt >= talkMs + besidesTalkMs;
    const weHungUp = conversation.place.at === 'over' && now - heardAt >= askedAfterMs;
    if (this.parts.looker !== null && !weHungUp && mayAsk()) {
      const told = await this.look(conversation.id);
      if (told) return told.isOver ? (told.endedAt ?? heardAt) : null;
    }
    return weHungUp || isTooLong ? heardAt : null;
  }

  /** Telephones that rang told something, too. */
  private async lastHeardOf({ id, updatedAt }: Conversation): Promise<number> {
    const offers = await this.parts.seats.offersOf(id);
    return Math.max(updatedAt, ...offers.map(({ offeredAt, endedAt }) => endedAt ?? offeredAt));
  }

  /** @returns null where the provider could not be asked */
  private async look(conversationId: string) {
    const { looker, log } = this.parts;
    try {
      return (await looker?.look(conversationId)) ?? null;
    } catch (error) {
      log.warn({ err: error, conversationId }, 'the provider could not be asked about a call');
      return null;
    }
  }
}
