import type { LineId } from './line.js';

/** What became of somebody who waited: `waiting` still does, or is rung for; `served` talked with a colleague. */
export type WaitingState = 'waiting' | 'served' | 'callback' | 'message' | 'self-service' | 'left';

/**
 * A caller who waits for a line (排队). Their place is that of when they came, and of the id among those who came at once: it never gets
 * worse.
 */
export interface Waiting {
  readonly conversationId: string;
  readonly line: LineId;
  /** Who, so that whoever is cut off and rings again has their place; null where the number is withheld. Personal data. */
  readonly personId: string | null;
  /** When they came, in ms since 1970; that of the first call, where a place was regained or a callback keeps it. */
  readonly enteredAt: number;
  readonly state: WaitingState;
  /** When the state began. */
  readonly changedAt: number;
  /** When the call was last heard of: one that was not for long is gone. */
  readonly seenAt: number;
}

/** @returns whether one comes before the other in a line */
export function isBefore(
  one: Pick<Waiting, 'enteredAt' | 'conversationId'>,
  other: Pick<Waiting, 'enteredAt' | 'conversationId'>,
): boolean {
  if (one.enteredAt !== other.enteredAt) return one.enteredAt < other.enteredAt;
  return one.conversationId < other.conversationId;
}
