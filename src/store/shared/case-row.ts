import type { Case, CaseMessage } from '../../domain/cases/case.js';
import type { LineId } from '../../domain/hotline/line.js';

/** A row of `case_file`. */
export interface CaseRow {
  readonly case_no: string;
  readonly line: LineId;
  readonly channel: string;
  readonly person_id: string | null;
  readonly conversation_id: string;
  readonly opened_at: number;
  readonly message: string;
  readonly source_id: string;
}

/** The columns of `case_file`, in the order in which {@link caseValues} gives their values. */
export const caseColumns = 'case_no, line, channel, person_id, conversation_id, opened_at, message, source_id';

export function caseValues(one: Case): (string | number | null)[] {
  const { caseNo, line, channel, personId, conversationId, openedAt, message, sourceId } = one;
  return [caseNo, line, channel, personId, conversationId, openedAt, JSON.stringify(message), sourceId];
}

export function caseOf(row: CaseRow): Case {
  return {
    caseNo: row.case_no,
    line: row.line,
    channel: row.channel,
    personId: row.person_id,
    conversationId: row.conversation_id,
    openedAt: row.opened_at,
    message: JSON.parse(row.message) as CaseMessage,
    sourceId: row.source_id,
  };
}
