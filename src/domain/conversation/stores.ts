import type { Conversation } from './conversation.js';
import type { Effect } from './effect.js';

/** An answer exactly as a channel sent it, so that a retry can be given the same bytes. */
export interface Answer {
  readonly contentType: string;
  readonly body: string;
}

/** A stored answer and what it answered. */
export interface StoredAnswer extends Answer {
  readonly at: number;
}

/** All that one turn changes, written together or not at all. */
export interface TurnOutcome {
  readonly deliveryId: string;
  /** As it is after the turn; its revision is one more than the turn began from. */
  readonly conversation: Conversation;
  readonly answer: Answer;
  readonly effects: readonly Effect[];
}

/** Conversations, turn by turn, and what turns change. */
export interface ConversationStore {
  /** Reads what a turn needs in one go. */
  take(conversationId: string, deliveryId: string): Promise<TakenTurn>;
  /** @returns where a conversation stands; null when it is unknown */
  get(conversationId: string): Promise<Conversation | null>;
  /**
   * Finds conversations in which nothing was said since, and of which nobody has said that the person hung up.
   * @param prefix how their ids begin
   * @param from their last turn was at this time or later, in ms since 1970
   * @param before and before this
   * @returns them piece by piece, the one that was heard of longest ago first
   */
  silent(prefix: string, from: number, before: number): AsyncIterable<Conversation>;
  /**
   * Writes a turn's outcome durably: after `committed`, a killed process loses nothing of it.
   * @returns `stale` when another turn came first, this delivery already has an answer, or one of its effects is
   * known already: nothing is written then
   */
  commit(outcome: TurnOutcome): Promise<'committed' | 'stale'>;
}

/** Stamps: signatures of a moment and a nonce that a provider gave a delivery, and that cover nothing of what it says. */
export interface StampStore {
  /**
   * Gives a stamp to the first delivery that comes with it, for ever and in every process.
   * @param signedAt in ms since 1970
   * @returns whether it is this delivery's; a copy's is
   */
  use(signature: string, deliveryId: string, signedAt: number): Promise<boolean>;
  /** @returns how many of those signed before a moment were removed, at most `most` */
  remove(before: number, most: number): Promise<number>;
}

export interface TakenTurn {
  readonly conversation: Conversation | null;
  readonly answered: StoredAnswer | null;
}
