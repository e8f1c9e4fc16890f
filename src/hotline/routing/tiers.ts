import type { Colleague, ColleagueId } from '../../domain/hotline/colleague.js';
import type { HotlineRules } from '../../domain/hotline/rules.js';

/** Who is on duty for a line, by how near it is to them, each in the roster's order. */
export interface OnDuty {
  readonly own: readonly Colleague[];
  /** Colleagues of other lines who can stand in for it. */
  readonly neighbours: readonly Colleague[];
  /** The general desk. */
  readonly operator: readonly Colleague[];
}

export type Tier = keyof OnDuty;

/** Nearest first. */
export const tiers = ['own', 'neighbours', 'operator'] as const satisfies readonly Tier[];

/** Those that are reached at once where a life is in danger. */
export const allTiers: ReadonlySet<Tier> = new Set(tiers);

/** A colleague in the nearest tier that has them. */
export interface Candidate {
  readonly colleague: Colleague;
  readonly tier: Tier;
}

/** @returns everybody on duty once, the nearest tier first */
export function candidatesOf(onDuty: OnDuty): readonly Candidate[] {
  const nearest = new Map<ColleagueId, Candidate>();
  for (const tier of tiers)
    for (const colleague of onDuty[tier])
      if (!nearest.has(colleague.id)) nearest.set(colleague.id, { colleague, tier });
  return [...nearest.values()];
}

/** @returns after how long a wait a tier is rung */
export function reachedAfterMs(tier: Tier, { tiers: { neighboursAfterSeconds, operatorAfterSeconds } }: HotlineRules) {
  const seconds = { own: 0, neighbours: neighboursAfterSeconds, operator: operatorAfterSeconds };
  return seconds[tier] * 1000;
}

/**
 * @param isThere whether somebody of the tier is there, however busy
 * @returns the tiers that are rung after that wait; those nearer to the line that have nobody are passed over at once
 * @example nobody of the line is there: its neighbours are rung from the first second, the general desk after its time
 */
export function tiersReached(
  waitedMs: number,
  rules: HotlineRules,
  isThere: (tier: Tier) => boolean,
): ReadonlySet<Tier> {
  const reached = new Set<Tier>();
  let isNearerEmpty = true;
  for (const tier of tiers) {
    if (!isNearerEmpty && waitedMs < reachedAfterMs(tier, rules)) break;
    reached.add(tier);
    if (isThere(tier)) isNearerEmpty = false;
  }
  return reached;
}
