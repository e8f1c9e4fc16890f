import type { OfferOutcome } from '../../domain/hotline/offer.js';
import { type Presence, stateAt, stateFor, unanswered } from '../../domain/hotline/presence.js';
import { type HotlineRules, restAfter } from '../../domain/hotline/rules.js';
import { dayAfter, instantOf, localTime } from '../../domain/time/zone.js';

/** How a colleague stands after something; null: as before. What a `SeatStore` is given to change or settle with. */
export type Transition = (before: Presence) => Presence | null;

/**
 * What an offer's end makes of the colleague. It may be told late: what was since then offered to them is left alone, and only how
 * long they have been idle counts. Who loses a race, or whose caller left, keeps their idle time; who did not answer rests, and after some
 * misses in a row is away (系统置离) until they come back, the day at most.
 * @param at when it happened, in ms since 1970
 * @param isAgain whether this call was offered to them before, and not answered: one call is one miss
 * @example settled('call:CA1:0:gate-1', 'no-answer', noon, rules)(ringing) // { state: 'resting', until: noon + 60 s, misses: 1, … }
 */
export function settled(
  offerId: string,
  outcome: OfferOutcome,
  at: number,
  rules: HotlineRules,
  isAgain = false,
): Transition {
  return (before) => {
    if (outcome === 'taken') return talking(before, offerId, at, rules);
    const isFree = outcome === 'lost' || outcome === 'withdrawn';
    const misses = before.misses + (isMiss(outcome) && !isAgain ? 1 : 0);
    if (before.state !== 'ringing' || before.offerId !== offerId)
      return isFree ? null : { ...before, idleSince: later(before.idleSince, at) };
    if (isFree) return { ...before, ...free, since: at };
    if (!isAgain && misses >= rules.missesUntilAway)
      return put(before, { state: 'away', reason: unanswered, misses }, at, endOfDay(at));
    return put(before, { state: 'resting', reason: null, misses }, at, at + restAfter(outcome, rules) * 1000);
  };
}

/** Whether an offer's end counts towards being put away. */
export function isMiss(outcome: OfferOutcome | null): boolean {
  return outcome === 'no-answer' || outcome === 'failed';
}

/** What the end of a talk makes of whoever talked, whether or not their pressing 1 was ever heard of: they write up what was said, where time is given for it. */
export function talkEnded(offerId: string, at: number, rules: HotlineRules): Transition {
  return (before) => {
    const isTheirs = before.offerId === offerId && (before.state === 'on-call' || before.state === 'ringing');
    if (!isTheirs) return null;
    // Said while they talked: they leave after it, until the moment that was said.
    const { reason, idleSince } = before;
    if (reason !== null && idleSince !== null && idleSince > at)
      return put(before, { state: 'away', reason, misses: 0 }, at, idleSince);
    const until = at + rules.wrapUpSeconds * 1000;
    const wrapUp = put(before, { state: 'wrap-up', reason: null, misses: 0 }, at, until);
    return rules.wrapUpSeconds > 0 ? wrapUp : { ...wrapUp, ...free };
  };
}

/**
 * A colleague says that they are away (离席). Who talks leaves after it, and until when stands in `idleSince`; a telephone that rings goes on ringing.
 * @param until when they are back by themselves; at the end of the day, where nothing else is said
 */
export function leave(reason: string, at: number, until: number = endOfDay(at)): Transition {
  return (before) => {
    if (stateAt(before, at) === 'on-call') return { ...before, reason, idleSince: until };
    return put(before, { state: 'away', reason, misses: 0 }, at, until);
  };
}

/** A colleague says that they are there: from away, resting and writing up they are free. Who talks does not leave after it. */
export function comeBack(at: number): Transition {
  return (before) => {
    switch (stateAt(before, at)) {
      case 'on-call':
        return before.reason === null ? null : { ...before, reason: null, idleSince: at };
      case 'free':
        // Nobody told the end of the talk that they meant to leave after.
        if (before.state === 'on-call' && before.reason !== null)
          return { ...before, ...free, since: at, idleSince: at, misses: 0 };
        return before.misses === 0 ? null : { ...before, misses: 0 };
      case 'ringing':
        return before.misses === 0 ? null : { ...before, misses: 0 };
      case 'away':
      case 'resting':
      case 'wrap-up':
        return { ...before, ...free, since: at, idleSince: at, misses: 0 };
    }
  };
}

/** Whoever rests or writes up can be rung all the same, since a life is in danger. */
export function roused(at: number): Transition {
  return (before) => {
    const isAsBefore = stateAt(before, at) === stateFor(true, before, at);
    return isAsBefore ? null : { ...before, ...free, since: at };
  };
}

const free = { state: 'free', reason: null, until: null, offerId: null } as const;

/** Whoever pressed 1 talks, whatever else they were offered or said before. */
function talking(before: Presence, offerId: string, at: number, { longestTalkMinutes }: HotlineRules): Presence {
  const reason = before.state === 'away' && before.reason !== unanswered ? before.reason : null;
  const until = at + longestTalkMinutes * 60_000;
  // Until when somebody is away stands there, unless they are there again.
  const idleSince = reason === null && before.idleSince !== null ? Math.min(before.idleSince, at) : before.idleSince;
  return { ...before, state: 'on-call', reason, since: at, until, offerId, idleSince, misses: 0 };
}

/** Somebody who is idle only from `until` on: they are free then, by themselves. */
function put(
  before: Presence,
  change: Pick<Presence, 'state' | 'reason' | 'misses'>,
  at: number,
  until: number,
): Presence {
  return { ...before, ...change, since: at, until, offerId: null, idleSince: later(before.idleSince, until) };
}

/** The roster says who is there the next day: who forgot to come back is rung again then. */
function endOfDay(at: number): number {
  return instantOf(dayAfter(localTime(at).day), 0);
}

function later(one: number | null, other: number): number {
  return one === null ? other : Math.max(one, other);
}
