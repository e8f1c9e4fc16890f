import type { Case } from '../domain/cases/case.js';
import type { CaseEvent } from '../domain/cases/case-event.js';
import type { CaseRules } from '../domain/cases/case-rules.js';
import type { CaseFile } from '../domain/cases/stores.js';
import type { Schedule } from '../domain/hotline/calendar.js';
import { type ClockNow, clocksOf, nextDue } from './case-clocks.js';
import { type CaseNow, standingOf } from './case-machine.js';

/** A case as whoever handles it looks at it: what was left, what happened, where it stands, and what is due. */
export interface CaseView {
  readonly case: Case;
  readonly events: readonly CaseEvent[];
  readonly now: CaseNow;
  readonly clocks: readonly ClockNow[];
  /** What has to be done first; null when nothing runs. */
  readonly next: ClockNow | null;
  /** Whether something that is not done is overdue. */
  readonly isOverdue: boolean;
}

/**
 * @param scheduleOf when a line is staffed
 * @param now in ms since 1970
 */
export function viewOf(
  file: CaseFile,
  rules: CaseRules,
  scheduleOf: (line: string) => Schedule,
  now: number,
): CaseView {
  const { case: one, events } = file;
  const clocks = clocksOf(file, rules, scheduleOf(one.line), now);
  const isOverdue = clocks.some(({ doneAt, isOverdue: isLate }) => isLate && doneAt === null);
  return { case: one, events, now: standingOf(one.openedAt, events), clocks, next: nextDue(clocks), isOverdue };
}
