import type { Effect } from '../conversation/effect.js';
import type { Case } from './case.js';

export interface CaseStore {
  /** @returns the next number for that day (`20161003`): `201610030001`; numbers are never given twice */
  nextNumber(day: string): Promise<string>;
  /**
   * Opens a case outside a turn; the same `sourceId` again is no new case.
   * @param besides what is written with it, in one transaction, when it is new
   */
  open(newCase: Case, besides?: readonly Effect[]): Promise<'opened' | 'known'>;
  bySource(sourceId: string): Promise<Case | null>;
  /** @returns the case of that number (工单号); null when there is none */
  byNumber(caseNo: string): Promise<Case | null>;
  list(): Promise<readonly Case[]>;
}
