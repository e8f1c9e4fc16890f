import { RuleFault } from './strata.js';

/** Somebody who may be put into a team. */
export interface Person {
  readonly id: string;
  /** Which bureau they are of. */
  readonly bureau: string;
}

/** Somebody passed over, and why. */
export interface TeamSkip {
  /** Counted from 1. */
  readonly team: number;
  readonly skipped: string;
  readonly why: string;
}

/**
 * Makes teams (检查小组): the first in order who is free leads, the next who are free and whom the rule allows join.
 * @param order everybody who is present, by their tickets
 * @throws RuleFault where too few are left, or none whom the rule allows
 */
export function makeTeams(
  order: readonly Person[],
  {
    teams,
    size,
    differentBureau,
  }: { readonly teams: number; readonly size: number; readonly differentBureau: boolean },
): { readonly teams: readonly (readonly string[])[]; readonly skips: readonly TeamSkip[] } {
  const free = [...order];
  const made: string[][] = [];
  const skips: TeamSkip[] = [];
  for (let team = 1; team <= teams; team++) {
    const lead = free.shift();
    if (!lead) throw new RuleFault(`nobody is left to lead team ${team}: ${order.length} are present`);
    const members = [lead];
    for (let at = 0; members.length < size; ) {
      const next = free[at];
      if (!next) throw new RuleFault(`nobody whom the rule allows is left to join ${lead.id} in team ${team}`);
      const same = differentBureau ? members.find(({ bureau }) => bureau === next.bureau) : undefined;
      if (same) {
        skips.push({ team, skipped: next.id, why: `same-bureau as ${same.id}` });
        at++;
      } else members.push(...free.splice(at, 1));
    }
    made.push(members.map(({ id }) => id));
  }
  return { teams: made, skips };
}
