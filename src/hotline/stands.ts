import type { Colleague } from '../domain/hotline/colleague.js';
import type { LineId } from '../domain/hotline/line.js';
import { freeFromTheFirst, type Presence, type PresenceState, stateAt } from '../domain/hotline/presence.js';
import { type DutyRoster, linesOnDuty } from './roster/on-duty.js';

/** Where one colleague stands at a moment: by the roster, and by what they said or did. */
export interface Stands {
  readonly colleague: Colleague;
  /** The lines that they answer now; none while they are off duty. */
  readonly onDutyFor: readonly LineId[];
  readonly state: PresenceState;
  /** Why they are away, or will be after their talk; null where nothing was said. */
  readonly reason: string | null;
  /** Since when, and until when by itself; null: they have said nothing, or it does not end by itself. */
  readonly since: number | null;
  readonly until: number | null;
  readonly misses: number;
}

/**
 * @param presences everybody who was ever heard of; whoever is not among them is free
 * @param at in ms since 1970
 * @returns everybody of the roster, in its order
 */
export function everybodyStands(dutyRoster: DutyRoster, presences: readonly Presence[], at: number): readonly Stands[] {
  const known = new Map(presences.map((one) => [one.colleague, one]));
  return [...dutyRoster.roster.colleagues.values()].map((colleague) =>
    standsAt(dutyRoster, colleague, known.get(colleague.id) ?? freeFromTheFirst(colleague.id), at),
  );
}

export function standsAt(dutyRoster: DutyRoster, colleague: Colleague, presence: Presence, at: number): Stands {
  const onDutyFor = linesOnDuty(dutyRoster, colleague.id, at);
  const state = stateAt(presence, at);
  const { misses } = presence;
  // What is over by itself began to be free when it ended.
  if (state !== presence.state)
    return { colleague, onDutyFor, state, reason: null, since: presence.until, until: null, misses };
  const { reason, since, until } = presence;
  return { colleague, onDutyFor, state, reason, since: since === 0 ? null : since, until, misses };
}
