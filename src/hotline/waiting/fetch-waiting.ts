import type { ConversationStore } from '../../domain/conversation/stores.js';
import type { CallFetcher } from '../../domain/hotline/fetching.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { Seats } from '../../domain/hotline/seats.js';
import type { WaitingStore } from '../../domain/hotline/stores.js';
import { heardSince } from './place-in-line.js';

export interface FetchingParts {
  readonly lines: () => Iterable<LineId>;
  readonly waiting: Pick<WaitingStore, 'inLine' | 'note'>;
  readonly seats: Pick<Seats, 'attendance'>;
  readonly conversations: Pick<ConversationStore, 'get'>;
  readonly calls: CallFetcher;
  readonly waitTurnSeconds: () => number;
  readonly now: () => number;
}

/** A wait turn that has just begun is heard for so long: where nobody can be rung after all, it would be cut short again and again. */
const heardAtLeastMs = 4_000;
/** A wait turn ends by itself: whoever were fetched just then would be fetched out of the ring that follows, or out of a talk. */
const endsByItselfMs = 3_000;

/**
 * Fetches the first who waits in each line in which somebody can be rung, so that they need not wait for the end of their turn.
 * @param isStopped asked between two lines
 * @returns how many were fetched
 */
export async function fetchWaiting(parts: FetchingParts, isStopped: () => boolean): Promise<number> {
  // Whose life is in danger stands first in every line.
  const fetched = new Set<string>();
  for (const line of parts.lines()) {
    if (isStopped()) break;
    const one = await fetchFirst(line, fetched, parts);
    if (one !== null) fetched.add(one);
  }
  return fetched.size;
}

/** @returns the call that was fetched; null for none */
async function fetchFirst(line: LineId, fetched: ReadonlySet<string>, parts: FetchingParts): Promise<string | null> {
  const { waiting, seats, conversations, calls } = parts;
  const now = parts.now();
  const inLine = await waiting.inLine(line, heardSince(now));
  const first = inLine.find(({ state, conversationId }) => state === 'waiting' && !fetched.has(conversationId));
  if (!first) return null;
  const heardForMs = now - first.seenAt;
  if (heardForMs < heardAtLeastMs || heardForMs > parts.waitTurnSeconds() * 1000 - endsByItselfMs) return null;
  if ((await seats.attendance(first.line, now, now - first.enteredAt, first.isUrgent)) !== 'free') return null;
  const { conversationId } = first;
  const conversation = await conversations.get(conversationId);
  if (conversation?.place.at !== 'waiting' || conversation.hungUp) return null;
  const outcome = await calls.fetch(conversationId, conversation.revision);
  if (outcome === 'gone') await waiting.note(conversationId, 'left', now);
  return outcome === 'fetched' ? conversationId : null;
}
