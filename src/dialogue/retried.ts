import type { Conversation } from '../domain/conversation/conversation.js';
import { Replayed } from '../domain/conversation/replayed.js';
import type { Answer, StoredAnswer } from '../domain/conversation/stores.js';
import type { Turn } from '../domain/conversation/turn.js';

/** Providers retry within seconds; after this long the same delivery is a replay. */
const retryHorizonMs = 10 * 60_000;

/** Over, or silent for so long that the next word begins a new conversation. */
export function isFinished(conversation: Conversation, turn: Turn): boolean {
  const { idleMs } = turn.can;
  if (idleMs === null) return false;
  return conversation.place.at === 'over' || turn.at - conversation.updatedAt > idleMs;
}

/**
 * Whether the conversation has gone on since, so that this cannot be its next turn. A recording that arrives after the
 * caller hung up is still theirs.
 */
export function isBehind(conversation: Conversation, turn: Turn): boolean {
  if (turn.step === null || turn.input.kind === 'recording') return false;
  return conversation.hungUp || turn.step !== conversation.revision;
}

/**
 * @returns the answer of a delivery that comes once more
 * @throws Replayed where it comes too late to be a retry
 */
export function again(answered: StoredAnswer, conversation: Conversation | null, turn: Turn): Answer {
  const isOver = conversation?.hungUp ?? false;
  if (isOver || Math.abs(turn.at - answered.at) > retryHorizonMs) throw new Replayed(isOver);
  return { contentType: answered.contentType, body: answered.body };
}
