import type { ColleagueId } from './colleague.js';

/**
 * Whether a colleague can be rung (在岗状态). `ringing`: reserved for one call, until then; `on-call`: talks; `wrap-up`: writes up what was
 * said, until then; `resting`: was busy, refused or did not answer, and is let alone until then; `away`: said so, or was put away.
 */
export type PresenceState = 'free' | 'ringing' | 'on-call' | 'wrap-up' | 'resting' | 'away';

/** Why the house puts a colleague away (系统置离): they did not answer, so and so often in a row. */
export const unanswered = '未应答';

/** Where a colleague stands, as it is stored. Who is on the roster and has none is free. */
export interface Presence {
  readonly colleague: ColleagueId;
  readonly state: PresenceState;
  /** Why, where somebody said it (午餐) or the house did (未应答); null where there is nothing to say. */
  readonly reason: string | null;
  /** When this began, in ms since 1970, by what happened and not by when it was told. */
  readonly since: number;
  /** When it ends by itself, so that a process that died leaves nobody reserved; null: not by itself. */
  readonly until: number | null;
  /** The offer that rings them, or by which they talk; null for none. */
  readonly offerId: string | null;
  /**
   * Since when they have been idle: the latest of the end of their last conversation with its wrap-up, their last offer that was not
   * taken, and when they became free. Where they said while they talk that they leave after it: until when. Null: they have not been rung yet, and are rung first.
   */
  readonly idleSince: number | null;
  /** How many offers in a row they have not answered. */
  readonly misses: number;
}

/** @returns whoever was never heard of */
export function freeFromTheFirst(colleague: ColleagueId): Presence {
  return {
    colleague,
    state: 'free',
    reason: null,
    since: 0,
    until: null,
    offerId: null,
    idleSince: null,
    misses: 0,
  };
}

/**
 * @param now in ms since 1970
 * @returns the state in force: what has an end is over by then, and they are free
 * @example stateAt({ state: 'wrap-up', until: noon, … }, noon) // 'free'
 */
export function stateAt({ state, until }: Pick<Presence, 'state' | 'until'>, now: number): PresenceState {
  return until !== null && until <= now ? 'free' : state;
}

/** @returns the state in force for a call: where a life is in danger, whoever rests or writes up can be rung */
export function stateFor(isUrgent: boolean, presence: Pick<Presence, 'state' | 'until'>, now: number): PresenceState {
  const state = stateAt(presence, now);
  return isUrgent && (state === 'resting' || state === 'wrap-up') ? 'free' : state;
}

/** Whether the house has put a colleague away, and they have neither come back since nor has the day ended. */
export function isPutAway(presence: Pick<Presence, 'state' | 'until' | 'reason'>, now: number): boolean {
  return stateAt(presence, now) === 'away' && presence.reason === unanswered;
}
