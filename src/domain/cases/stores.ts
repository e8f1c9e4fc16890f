import type { Case } from './case.js';

export interface CaseStore {
  /** @returns the next number for that day (`20161003`): `201610030001`; numbers are never given twice */
  nextNumber(day: string): Promise<string>;
  /** Opens a case outside a turn; the same `sourceId` again is no new case. */
  open(newCase: Case): Promise<'opened' | 'known'>;
  bySource(sourceId: string): Promise<Case | null>;
  /** @returns the case of that number (工单号); null when there is none */
  byNumber(caseNo: string): Promise<Case | null>;
  list(): Promise<readonly Case[]>;
}
