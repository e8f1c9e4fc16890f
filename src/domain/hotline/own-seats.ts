import type { ColleagueId } from './colleague.js';
import type { LineId } from './line.js';
import type { PresenceState } from './presence.js';

/** How a colleague stands now, as they are told. */
export interface OwnSeat {
  readonly state: PresenceState;
  /** Why they are away; null where nothing was said. */
  readonly reason: string | null;
  /** Whether the house put them away, because they did not answer (系统置离). */
  readonly isPutAway: boolean;
}

/**
 * What colleagues do about themselves from their own telephone. Who rings is known by a number that can be forged: each of these may be
 * asked for by anybody, and is chosen so that it does little harm.
 */
export interface OwnSeats {
  stands(colleague: ColleagueId, at: number): Promise<OwnSeat>;
  /** They may be rung from now on; nothing where they talk. */
  comeBack(colleague: ColleagueId, at: number): Promise<void>;
  /** They are away until then, or until they come back. */
  leave(colleague: ColleagueId, reason: string, at: number, until: number): Promise<void>;
  /** @returns how many messages nobody has dealt with, by line; lines without any are left out */
  messagesFor(lines: readonly LineId[]): Promise<ReadonlyMap<LineId, number>>;
}
