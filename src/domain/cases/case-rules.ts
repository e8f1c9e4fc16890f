import type { CaseKind } from './case.js';

/**
 * How long something may take: working hours run while the line is staffed, working days begin the day after and end when the last of
 * them closes, and plain minutes run day and night.
 */
export interface TimeLimit {
  readonly count: number;
  readonly unit: 'minutes' | 'working-minutes' | 'working-days';
}

/** What a case is timed by (时限): acceptance, dispatch, signing, the call (回电) where one was asked for in it, the answer, closing, calling back (回访). */
export const caseClocks = ['accept', 'dispatch', 'sign', 'call', 'reply', 'close', 'callBack'] as const;
export type CaseClock = (typeof caseClocks)[number];

/** How cases are handled, as `data/staff/cases.yaml` says. */
export interface CaseRules {
  /** For each clock the usual limit, and those of kinds that have their own. */
  readonly clocks: Readonly<Record<CaseClock, { readonly usual: TimeLimit } & Partial<Record<CaseKind, TimeLimit>>>>;
  /** For so long after the last of it, what the same number leaves for the same line joins the same case, in ms. */
  readonly joinsMs: number;
  /** How often a case may be sent back (退单): after that, whoever has it keeps it (指定). */
  readonly mostReturns: number;
}
