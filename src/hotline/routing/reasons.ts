import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { Presence, PresenceState } from '../../domain/hotline/presence.js';
import type { HotlineRules, Strategy } from '../../domain/hotline/rules.js';
import { localClock, localTime } from '../../domain/time/zone.js';
import { reachedAfterMs, type Tier } from './tiers.js';

/*
 * Why somebody is rung or not: sentences for whoever runs the hotline, kept with each offer and told by `yibo route`.
 */

export const noShift = 'no shift now';
export const lineClosed = 'the line is closed';
export const noTelephone = 'has no telephone';
export const nobodyReady = 'nobody can be rung now';
export const danger = 'a life is in danger: all who can be rung ring at once, of whatever line';
export const othersFirst = 'was offered this call already: the others come first';
export const leftForOthers = 'is left for somebody who came before';

export function idle(since: number | null): string {
  return since === null ? 'not rung yet' : `idle longest, since ${localClock(since)}`;
}

export function next(rungLast: ColleagueId | null): string {
  return rungLast === null ? 'first in the round' : `next in the round after ${rungLast}`;
}

/** @returns what is added for who is not of the line */
export function from(tier: Tier): string {
  return { own: '', neighbours: '; stands in for the line', operator: '; the general desk' }[tier];
}

export function standing(state: PresenceState, { since, until, reason }: Presence, now: number): string {
  const because = reason === null ? '' : `: ${reason}`;
  const clock = (at: number) => momentBy(at, now);
  const end = until === null ? '' : ` until ${clock(until)}`;
  switch (state) {
    case 'away':
      return `away since ${clock(since)}${end}${because}`;
    case 'on-call':
      return `talks since ${clock(since)}`;
    case 'ringing':
      return `rings for another call since ${clock(since)}`;
    case 'wrap-up':
      return `writes up the last talk${end}`;
    case 'resting':
      return `rests${end} after an offer that was not taken`;
    case 'free':
      return 'free';
  }
}

/** @returns the clock, with its day where that is another one. @example '2016-12-25 10:00:00' */
function momentBy(at: number, now: number): string {
  const { day } = localTime(at);
  return day === localTime(now).day ? localClock(at) : `${day} ${localClock(at)}`;
}

export function notReached(
  tier: Tier,
  { waitedMs, rules }: { readonly waitedMs: number; readonly rules: HotlineRules },
): string {
  const who = tier === 'operator' ? 'the general desk' : 'who stands in';
  return `${who} is rung after ${reachedAfterMs(tier, rules) / 1000} s of waiting; it is ${Math.floor(waitedMs / 1000)} s`;
}

export function tooShort(seconds: number, shortest: number): string {
  return `${Math.max(0, seconds)} s are left of the wait: a ring under ${shortest} s only annoys`;
}

export function othersWait(ahead: number, ready: number): string {
  return `${ahead} came before and ${ready} can be rung`;
}

/** @returns why somebody is not rung while one rings who speaks the caller's language */
export function speaksTheirs(first: ColleagueId, language: string | null): string {
  return `${first} speaks ${language}, and comes first`;
}

export function enoughRing(most: number): string {
  return `${most} ring already`;
}

/** @returns why `one` is not rung while `first` is */
export function anotherFirst(first: Ranked, one: Ranked, strategy: Strategy): string {
  if (first.tier !== one.tier) return `${first.colleague.id} is nearer to the line`;
  const isIdler = strategy === 'longest-idle' && first.idleSince !== one.idleSince;
  return `${first.colleague.id} ${isIdler ? 'has been idle longer' : 'comes first'}`;
}

interface Ranked {
  readonly colleague: { readonly id: ColleagueId };
  readonly tier: Tier;
  readonly idleSince: number | null;
}
