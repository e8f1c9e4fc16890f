import type { CallRecord } from './call-record.js';

/** The records of calls that are over. Kept with the turn that ends a call (the effect `keep-call`). */
export interface CallStore {
  get(conversationId: string): Promise<CallRecord | null>;
  /**
   * @param after the last of the page before; null for the first page
   * @returns calls that began from `from` to before `to`, in the order in which they did, never more than `limit`
   */
  page(
    from: number,
    to: number,
    after: Pick<CallRecord, 'beganAt' | 'conversationId'> | null,
    limit: number,
  ): Promise<readonly CallRecord[]>;
}
