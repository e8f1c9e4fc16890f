import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Strategy } from '../../domain/hotline/rules.js';
import { byIdle } from './idle.js';
import * as reasons from './reasons.js';
import { type Candidate, candidatesOf, type OnDuty, tiers } from './tiers.js';

/** Somebody who can be rung now. */
export interface Ready extends Candidate {
  /** Which of the candidates they are, from 0: the nearest tier first, each in the roster's order. */
  readonly place: number;
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
  const { strategy } = ordering;
  const inRound = strategy === 'round-robin' ? afterLast(ordering) : ({ place }: Ready) => place;
  const own = (a: Ready, b: Ready): number => {
    if (strategy === 'longest-idle') return byIdle(a.idleSince, b.idleSince);
    return inRound(a) - inRound(b);
  };
  const isSpread = strategy === 'ring-all';
  return [...ready].sort(
    (a, b) =>
      Number(b.isReserved) - Number(a.isReserved) ||
      a.timesOffered - b.timesOffered ||
      Number(a.isRoused) - Number(b.isRoused) ||
      Number(b.speaksTheirs) - Number(a.speaksTheirs) ||
      (isSpread ? 0 : tiers.indexOf(a.tier) - tiers.indexOf(b.tier)) ||
      own(a, b) ||
      a.place - b.place,
  );
}

/** @returns the place of somebody in the round that begins after whom the line rang last */
function afterLast({ onDuty, rungLast }: Ordering): (one: Ready) => number {
  const candidates = candidatesOf(onDuty);
  const last = candidates.findIndex(({ colleague }) => colleague.id === rungLast);
  return ({ place }) => (place > last ? place : place + candidates.length);
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
