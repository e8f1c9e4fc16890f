import type { Conversation } from '../domain/conversation/conversation.js';
import type { Turn } from '../domain/conversation/turn.js';

/** Whoever says nothing for so long has others before them: their conversation is read again, with whatever became of it. */
const keptMs = 10 * 60_000;
const mostKept = 1_000;

interface Last {
  readonly conversation: Conversation;
  readonly deliveryId: string;
}

/**
 * Where conversations stood after the last turn that this process took of each, so that the next need not be read. It may be behind what is
 * stored, since another process takes turns as well: then what is made of it is stale when it is stored, and is made anew of what was read.
 */
export class RecentConversations {
  private readonly lasts = new Map<string, Last>();

  /** @returns what the turn goes on with; null where it must be read: another may have come before, or it was answered already */
  before({ conversationId, deliveryId, step, at }: Turn): Conversation | null {
    const last = this.lasts.get(conversationId);
    if (!last || last.deliveryId === deliveryId) return null;
    const { conversation } = last;
    const isNext = step === null || step === conversation.revision;
    return isNext && at - conversation.updatedAt < keptMs ? conversation : null;
  }

  keep(conversation: Conversation, deliveryId: string): void {
    this.lasts.delete(conversation.id);
    this.lasts.set(conversation.id, { conversation, deliveryId });
    if (this.lasts.size <= mostKept) return;
    const { value: longestAgo } = this.lasts.keys().next();
    if (longestAgo !== undefined) this.lasts.delete(longestAgo);
  }

  /** @returns where a conversation stood, which is forgotten here */
  drop(conversationId: string): Conversation | null {
    const last = this.lasts.get(conversationId);
    this.lasts.delete(conversationId);
    return last?.conversation ?? null;
  }
}
