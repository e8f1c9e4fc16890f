import type { Case, CaseMessage } from '../domain/cases/case.js';
import type { CaseStore } from '../domain/cases/stores.js';
import { unknownPerson } from '../domain/conversation/turn.js';
import type { LineId } from '../domain/hotline/line.js';
import { localTime } from '../domain/time/zone.js';

/** What somebody left, before it has a number. */
export interface LeftMessage {
  readonly message: CaseMessage;
  /** What it was made from: the recording's or the delivery's id. One source makes one case. */
  readonly sourceId: string;
  readonly line: LineId;
  readonly channel: string;
  readonly personId: string | null;
  readonly conversationId: string;
}

/**
 * Makes a case (工单) of a message, with the next number of its day in Asia/Shanghai. Nothing is stored yet but that the number
 * is taken.
 * @param at ms since 1970
 * @returns the case that was made from this source before, when there is one: whoever left it is told the number it got
 * @example a message left on 2016-10-03 at 10:00 becomes 201610030001, the next one 201610030002
 */
export async function newCase(
  cases: Pick<CaseStore, 'nextNumber' | 'bySource'>,
  left: LeftMessage,
  at: number,
): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const known = await cases.bySource(left.sourceId);
  if (known) return { case: known, isNew: false };
  const caseNo = await cases.nextNumber(localTime(at).day.replaceAll('-', ''));
  const personId = left.personId === unknownPerson ? null : left.personId;
  return { case: { ...left, personId, caseNo, openedAt: at }, isNew: true };
}
