import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Strategy } from '../../domain/hotline/rules.js';
import { byIdle } from './idle.js';
import * as reasons from './reasons.js';
import { type Candidate, candidatesOf, type OnDuty, tiers } from './tiers.js';

/** Somebody who can be rung now. */
export interface Ready extends Candidate {
  /** In ms since 1970; null: never rung yet. */
  readonly idleSince: number | null;
  /** How often this call was offered to them. */
  readonly timesOffered: number;
  /** Whether they are reserved for this very call: its turn is taken again, since the first try of it was lost. */
  readonly isReserved: boolean;
  /** Whether they rest or write up, and are rung all the same, since a life is in danger. */
  readonly isRoused: boolean;
  /** Whether they speak the language of a caller who does not speak Chinese. */
  readonly speaksTheirs: boolean;
}

/** What the order of ringing depends on. */
export interface Ordering {
  readonly strategy: Strategy;
  readonly onDuty: OnDuty;
  readonly rungLast: ColleagueId | null;
  readonly isUrgent?: boolean;
  readonly waitedMs: number;
  readonly language: string | null;
}

/**
 * Who is rung before whom: whoever is reserved for the call already, then whoever this call was offered least often, then whoever neither rests nor writes up, then whoever speaks the caller's language, then the nearest tier, then the strategy's own order, then the
 * roster's.
 * @example with `round-robin`, of gate-1, gate-2 and gate-3 of whom gate-2 was rung last: gate-3, gate-1, gate-2
 */
export function inOrder(ready: readonly Ready[], ordering: Ordering): readonly Ready[] {
  const places = new Map(candidatesOf(ordering.onDuty).map(({ colleague }, index) => [colleague.id, index]));
  const place = ({ colleague }: Ready): number => places.get(colleague.id) ?? -1;
  const last = ordering.rungLast === null ? -1 : (places.get(ordering.rungLast) ?? -1);
  const round = (one: Ready): number => (place(one) > last ? place(one) : place(one) + places.size);
  const own: Readonly<Record<Strategy, (a: Ready, b: Ready) => number>> = {
    'ring-all': () => 0,
    'longest-idle': (a, b) => byIdle(a.idleSince, b.idleSince),
    'round-robin': (a, b) => round(a) - round(b),
    linear: () => 0,
  };
  const isSpread = ordering.strategy === 'ring-all';
  return [...ready].sort(
    (a, b) =>
      Number(b.isReserved) - Number(a.isReserved) ||
      a.timesOffered - b.timesOffered ||
      Number(a.isRoused) - Number(b.isRoused) ||
      Number(b.speaksTheirs) - Number(a.speaksTheirs) ||
      (isSpread ? 0 : tiers.indexOf(a.tier) - tiers.indexOf(b.tier)) ||
      own[ordering.strategy](a, b) ||
      place(a) - place(b),
  );
}

/** @returns why somebody is the one to be rung */
export function why({ tier, idleSince, speaksTheirs }: Ready, ordering: Ordering): string {
  const { strategy, rungLast, language } = ordering;
  if (ordering.isUrgent) return reasons.danger;
  const because = {
    'ring-all': 'all who can be rung ring at once',
    'longest-idle': reasons.idle(idleSince),
    'round-robin': reasons.next(rungLast),
    linear: 'first in the roster of those who were not offered this call yet',
  }[strategy];
  return because + (speaksTheirs ? `; speaks ${language}` : '') + reasons.from(tier);
}
