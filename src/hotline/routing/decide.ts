import type { Colleague, ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { KeptOffer } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence, stateAt, stateFor } from '../../domain/hotline/presence.js';
import { mostLegs } from '../../domain/hotline/ring-plan.js';
import type { HotlineRules, Strategy } from '../../domain/hotline/rules.js';
import { idleSince } from './idle.js';
import { inOrder, type Ready, why } from './order.js';
import * as reasons from './reasons.js';
import { allTiers, type Candidate, candidatesOf, type OnDuty, type Tier, tiersReached } from './tiers.js';

/** Everything that decides whom a call rings. */
export interface Routing {
  readonly line: LineId;
  readonly strategy: Strategy;
  readonly onDuty: OnDuty;
  /** Who has none is free. */
  readonly presences: ReadonlyMap<ColleagueId, Presence>;
  readonly conversationId: string;
  /** What this call was offered already, by whatever line. */
  readonly offered: readonly KeptOffer[];
  /** How many callers came before this one, and are not being rung for: somebody is left free for each. */
  readonly ahead: number;
  /** Whom the line rang last, for the strategy that goes round; null: nobody yet. */
  readonly rungLast: ColleagueId | null;
  /** What the caller speaks, where it is not Chinese; null where it is. */
  readonly language: string | null;
  /** Whether a life is in danger: whoever can be rung is, however short the wait, and who rests or writes up can; absent for no. */
  readonly isUrgent?: boolean;
  readonly waitedMs: number;
  /** How long the caller may still wait, in ms. */
  readonly leftMs: number;
  readonly now: number;
  readonly rules: HotlineRules;
}

/** What is decided of one colleague, and why: a sentence for whoever runs the hotline. */
export interface Verdict {
  readonly colleague: Colleague;
  readonly tier: Tier;
  readonly isRung: boolean;
  readonly because: string;
}

export interface RingDecision {
  /** Everybody on duty whom the line could reach: first who is rung, in the order of the strategy. */
  readonly verdicts: readonly Verdict[];
  /** How long they ring; 0 where nobody does. */
  readonly ringSeconds: number;
  /** Why nobody is rung; null where somebody is. */
  readonly nobodyBecause: string | null;
}

/**
 * Decides whom a call rings now, with a reason for everybody who is rung or not.
 * @example gate-1 has been idle since 9:40, gate-2 since 9:10, gate-3 talks: with `longest-idle`, gate-2 is rung
 */
export function decide(routing: Routing): RingDecision {
  const { onDuty, rules, waitedMs, now } = routing;
  const candidates = candidatesOf(onDuty);
  const isThere = ({ colleague }: Candidate): boolean => stateAt(presenceOf(routing, colleague), now) !== 'away';
  const isThereFrom = (tier: Tier): boolean => candidates.some((one) => one.tier === tier && isThere(one));
  const reached = routing.isUrgent ? allTiers : tiersReached(waitedMs, rules, isThereFrom);
  const ready: Ready[] = [];
  const kept: Verdict[] = [];
  for (const [place, candidate] of candidates.entries()) {
    const why = obstacle(candidate, reached, routing);
    if (why === null) ready.push(readied(candidate, place, routing));
    else kept.push(verdict(candidate, false, why));
  }
  return choose(ready, kept, routing);
}

function choose(ready: readonly Ready[], kept: readonly Verdict[], routing: Routing): RingDecision {
  const { strategy, ahead, rules, leftMs, isUrgent = false } = routing;
  const ordered = inOrder(ready, routing);
  // The best are left for those who came before; who is reserved for this call already stays so.
  const skipped = ordered[0]?.isReserved ? 0 : ahead;
  const first = ordered[skipped];
  const ringSeconds = Math.min(rules.ringSeconds, Math.floor(leftMs / 1000));
  const nobodyBecause = nobody(ringSeconds, ordered.length, skipped, rules);
  if (!first || nobodyBecause !== null) {
    const because = nobodyBecause ?? '';
    const left = ordered.map((one) => verdict(one, false, () => because));
    return { verdicts: [...left, ...kept], ringSeconds: 0, nobodyBecause };
  }
  const most = strategy === 'ring-all' ? mostLegs : 1;
  const verdicts = ordered.map((one, index): Verdict => {
    if (index < skipped) return verdict(one, false, () => reasons.leftForOthers);
    if (!isUrgent && one.timesOffered > first.timesOffered) return verdict(one, false, () => reasons.othersFirst);
    if (!isUrgent && first.speaksTheirs && !one.speaksTheirs)
      return verdict(one, false, () => reasons.speaksTheirs(first.colleague.id, routing.language));
    if (index < skipped + most) return verdict(one, true, () => why(one, routing));
    if (strategy === 'ring-all') return verdict(one, false, () => reasons.enoughRing(most));
    return verdict(one, false, () => reasons.anotherFirst(first, one, strategy));
  });
  return { verdicts: [...verdicts, ...kept], ringSeconds, nobodyBecause: null };
}

function nobody(ringSeconds: number, ready: number, ahead: number, rules: HotlineRules): string | null {
  if (ready === 0) return reasons.nobodyReady;
  if (ringSeconds < rules.shortestRingSeconds) return reasons.tooShort(ringSeconds, rules.shortestRingSeconds);
  return ready <= ahead ? reasons.othersWait(ahead, ready) : null;
}

/** Reasons are put into words only where somebody reads them: of twenty on duty, one is rung. */
function verdict({ colleague, tier }: Candidate, isRung: boolean, why: () => string): Verdict {
  return {
    colleague,
    tier,
    isRung,
    get because() {
      return why();
    },
  };
}

/** @returns why somebody cannot be rung now; null: they can */
function obstacle(candidate: Candidate, reached: ReadonlySet<Tier>, routing: Routing): (() => string) | null {
  const { colleague, tier } = candidate;
  if (colleague.telephones.length === 0) return () => reasons.noTelephone;
  const presence = presenceOf(routing, colleague);
  const state = stateFor(routing.isUrgent ?? false, presence, routing.now);
  if (state !== 'free' && !isReserved(presence, routing)) return () => reasons.standing(state, presence, routing.now);
  return reached.has(tier) ? null : () => reasons.notReached(tier, routing);
}

function readied({ colleague, tier }: Candidate, place: number, routing: Routing): Ready {
  const { offered, now, language } = routing;
  const presence = presenceOf(routing, colleague);
  return {
    colleague,
    tier,
    place,
    idleSince: idleSince(presence, now),
    timesOffered: offered.filter((offer) => offer.colleague === colleague.id && offer.outcome !== null).length,
    isReserved: isReserved(presence, routing),
    isRoused: stateAt(presence, now) !== stateFor(true, presence, now),
    speaksTheirs: language !== null && colleague.languages.includes(language),
  };
}

/** Whether somebody is reserved for this very call. */
function isReserved(presence: Presence, { offered, now }: Routing): boolean {
  return stateAt(presence, now) === 'ringing' && offered.some(({ id }) => id === presence.offerId);
}

function presenceOf({ presences }: Routing, { id }: Colleague): Presence {
  return presences.get(id) ?? freeFromTheFirst(id);
}
