import type { Callback } from '../../domain/callbacks/callback.js';
import type { Seats } from '../../domain/hotline/seats.js';
import type { WaitingStore } from '../../domain/hotline/stores.js';
import { isBefore } from '../../domain/hotline/waiting.js';
import { heardSince } from './place-in-line.js';

/** What it is told by. */
export interface TurnParts {
  readonly waiting: Pick<WaitingStore, 'inLine'>;
  readonly seats: Pick<Seats, 'attendance'>;
}

/** Where all are busy and those who wait came later, whoever is to be called back is rung after so long: they stand first in their line then. */
const patienceMs = 2 * 60_000;

/**
 * Whether it is the turn (轮到) of somebody who is to be called back: nobody waits who came before them, and a colleague is free for them, or they
 * would be the next.
 * @param at in ms since 1970
 * @example asked at 10:00; at 10:01 all talk and one waits since 10:00:30: not yet; at 10:02 they are rung, and stand before that one
 */
export async function isTheirTurn(
  one: Pick<Callback, 'line' | 'conversationId' | 'enteredAt' | 'dueAt' | 'isUrgent'>,
  at: number,
  { waiting, seats }: TurnParts,
): Promise<boolean> {
  const inLine = await waiting.inLine(one.line, heardSince(at));
  if (inLine.some((other) => other.state === 'waiting' && isBefore(other, one))) return false;
  const attendance = await seats.attendance(one.line, at, at - one.enteredAt, one.isUrgent);
  return attendance === 'free' || (attendance === 'busy' && at - one.dueAt >= patienceMs);
}
