import { isBefore, type PlaceInLine, type Waiting } from '../../domain/hotline/waiting.js';

/** A call that was not heard of for so long is gone, though nobody said so: longer than any round of ringing with its whisper. */
const heardWithinMs = 60_000;

/** @returns since when a call must have been heard of to count as waiting still */
export function heardSince(now: number): number {
  return now - heardWithinMs;
}

/** Who stands before a call in a line. */
export interface Ahead {
  /** All of them: what a caller is told. */
  readonly all: number;
  /** Those for whom nothing rings yet: whoever could be rung now is theirs first. */
  readonly unrung: number;
}

/**
 * Counts who stands before a call.
 * @example A has waited since 10:00 and is rung for, B since 10:01; for C, of 10:02, there are two ahead, one of them unrung
 */
export function aheadOf(line: readonly Waiting[], own: PlaceInLine): Ahead {
  const before = line.filter((one) => one.conversationId !== own.conversationId && isBefore(one, own));
  return { all: before.length, unrung: before.filter(({ state }) => state === 'waiting').length };
}
