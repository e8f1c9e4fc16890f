import type { Case } from './case.js';
import type { CaseEvent } from './case-event.js';

/** A case with what has happened to it since, the oldest first. */
export interface CaseFile {
  readonly case: Case;
  readonly events: readonly CaseEvent[];
  /** What was put into it (并单), with what was put into that; absent: nothing. */
  readonly joined?: readonly CaseFile[];
}

/** What is to happen to a case. */
export interface CaseChange {
  readonly caseNo: string;
  /** How many events were known when it was decided: where there are more, it was decided too early. */
  readonly known: number;
  readonly events: readonly CaseEvent[];
  /** Whether it is over after them, and no clock of it runs. */
  readonly isOver: boolean;
  /** Whether who left it is named to nobody but who handles it (保密) from now on; absent: as before. */
  readonly isConfidential?: boolean;
}

/** @param Besides what else may be written in the same transaction: the effects of turns, for whoever knows them */
export interface CaseStore<Besides = never> {
  /** @returns the next number for that day (`20161003`): `2016100300010`; numbers are never given twice */
  nextNumber(day: string): Promise<string>;
  /**
   * Opens a case outside a turn; the same `sourceId` again is no new case.
   * @param besides what is written with it, in one transaction, when it is new
   */
  open(newCase: Case, besides?: readonly Besides[]): Promise<'opened' | 'known'>;
  /** @returns the case that was made from a source, or that it was added to */
  bySource(sourceId: string): Promise<Case | null>;
  /** @returns the newest case that this person left for a line since then, and that is not over; null for none */
  latestOf(personId: string, line: string, since: number): Promise<Case | null>;
  /** @returns the case of that number (工单号) with its events; null when there is none */
  file(caseNo: string): Promise<CaseFile | null>;
  /** @returns cases that are not over, or all, with their events, in the order of their numbers */
  files(which: 'open' | 'all'): Promise<readonly CaseFile[]>;
  /**
   * @param from a day in Asia/Shanghai, `2016-10-21`
   * @param before the day after the last
   * @returns how many cases were opened on these days, by line; lines without any are left out
   */
  opened(from: string, before: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Lets all of it happen in one transaction, or (`stale`) nothing: something else has happened since.
   * @param besides what is written with it
   */
  change(changes: readonly CaseChange[], besides?: readonly Besides[]): Promise<'changed' | 'stale'>;
}
