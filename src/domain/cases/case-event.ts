import type { CaseMessage } from './case.js';

/**
 * What happened to a case (工单) after it was opened, in the words of the trade: accepted 受理, dispatched 派单, signed 签收, returned 退单,
 * paused and resumed 中止/恢复, extended 延期, replied 答复, closed 办结, called-back 回访, rated 评价, archived 归档, urged 催办,
 * rejected 不予受理, merged 并单 (into another) and joined (another into this), unmerged 拆单 and unjoined where that is taken back,
 * reopened 二次办理, concealed 保密 and revealed 解除保密, noted 备注, added 补充 (by the person),
 * callback-asked 要求回电 and talked 已通话 (a call back was asked for in it, and a colleague has talked with them).
 */
export const caseEventKinds = [
  'accepted',
  'dispatched',
  'signed',
  'returned',
  'paused',
  'resumed',
  'extended',
  'replied',
  'closed',
  'called-back',
  'rated',
  'archived',
  'urged',
  'rejected',
  'merged',
  'joined',
  'unmerged',
  'unjoined',
  'reopened',
  'concealed',
  'revealed',
  'noted',
  'added',
  'callback-asked',
  'talked',
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/** Something that happened to a case, once; what a case is now follows from them all. */
export interface CaseEvent {
  readonly kind: CaseEventKind;
  /** In ms since 1970. */
  readonly at: number;
  /** Who did it: a name, or `person` for whoever left the case. */
  readonly by: string;
  /** What was said: an answer, a reason, a note. */
  readonly words?: string | undefined;
  /** To whom it was dispatched, which case it was merged into or taken out of, by how much it was extended, how it was rated from 1 to 5. */
  readonly to?: string | undefined;
  /** What the person added. */
  readonly message?: CaseMessage | undefined;
  /** What it was made from, unique over all cases: the same recording is never added twice. */
  readonly sourceId?: string | undefined;
}

/** What may be taken back, each with what takes it back. */
const takenBackBy = { merged: 'unmerged', joined: 'unjoined' } as const;

/** @returns what happened to a case without what was taken back: as if that had never been */
export function effectiveEvents(events: readonly CaseEvent[]): readonly CaseEvent[] {
  return events.filter(({ kind, to }, index) => {
    if (kind === 'unmerged' || kind === 'unjoined') return false;
    if (kind !== 'merged' && kind !== 'joined') return true;
    return !events.slice(index + 1).some((later) => later.kind === takenBackBy[kind] && later.to === to);
  });
}

/** States in which somebody still has to do something: registered 登记, being handled, answered. */
export const openCaseStates = ['registered', 'accepted', 'dispatched', 'signed', 'returned', 'replied'] as const;

/** Where a case is: open, or over. */
export const caseStates = [
  ...openCaseStates,
  'closed',
  'called-back',
  'rated',
  'archived',
  'rejected',
  'merged',
] as const;
export type CaseState = (typeof caseStates)[number];

/** What the person is told, said aloud in two minutes at most; anything longer is sent to them. */
export const mostTold = 500;
/** What colleagues write for each other. */
export const mostNoted = 2000;
