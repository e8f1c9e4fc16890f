import type { LineId } from './line.js';

/**
 * What became of somebody who waited: `waiting` still does; for `ringing`, telephones ring; `self-service` looks something up and may come
 * back; `served` talked with a colleague; `left` hung up.
 */
export type WaitingState = 'waiting' | 'ringing' | 'self-service' | 'served' | 'callback' | 'message' | 'left';

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
  /** Whether a life is in danger: they come before all others, of whatever line; absent for no. */
  readonly isUrgent?: boolean;
}

/** Somebody who waited for a line and was served: when they came, and when they were, in ms since 1970. */
export interface Served {
  readonly enteredAt: number;
  readonly servedAt: number;
}

/** What a conversation knows of its own wait for a line. */
export interface Wait {
  /** When this call began to wait, in ms since 1970: from then on it waits no longer than the rules say. */
  readonly since: number;
  /** Their place in the line; before `since` where it was regained. */
  readonly enteredAt: number;
  /** How many stood before them when that was last said, or 0 once they were first: it is said again only when there are fewer. Absent: never said. */
  readonly told?: number;
  /** Until when they were told that it takes, in ms since 1970: no later time is said after it. Absent: no time was said. */
  readonly toldUntil?: number;
  /** How many wait turns there were. */
  readonly turns: number;
  /** Since when nobody is there for the line; absent while somebody is. */
  readonly nobodySince?: number;
  /** Whether a life is in danger; absent for no. */
  readonly isUrgent?: boolean;
}

/** What decides who comes before whom in a line. */
export type PlaceInLine = Pick<Waiting, 'enteredAt' | 'conversationId' | 'isUrgent'>;

/** @returns whether one comes before the other in a line: whose life is in danger first, then whoever came first */
export function isBefore(one: PlaceInLine, other: PlaceInLine): boolean {
  const isUrgent = one.isUrgent === true;
  if (isUrgent !== (other.isUrgent === true)) return isUrgent;
  if (one.enteredAt !== other.enteredAt) return one.enteredAt < other.enteredAt;
  return one.conversationId < other.conversationId;
}
