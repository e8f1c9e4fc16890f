import { wishIn } from '../../cases/case-words.js';
import type { Case } from '../../domain/cases/case.js';
import { unknownPerson } from '../../domain/conversation/turn.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { TurnContext } from '../turn/context.js';
import { begunComplaint } from './begun-complaint.js';
import { begunDanger } from './danger.js';
import { isReachable } from './number-to-call.js';
import { toldCase } from './told-case.js';

/** A case that what is asked for or left next joins. */
export interface JoinedCase {
  readonly caseNo: string;
  readonly parts: number;
  readonly isAnonymous?: boolean;
}

/**
 * The case (工单) that was begun in words, and is there already: what is asked for or left next joins it.
 * @returns a danger to a life whatever the line, else the complaint for this line; null where there is none
 * @example 救命 opens a case; whoever then presses 1 to be called back is called back in that case
 */
export function begunCase(line: LineId, context: TurnContext): JoinedCase | null {
  return begunDanger(context) ?? begunComplaint(line, context);
}

/**
 * @returns the newest case that the same telephone number left for a line within `joinMinutes`, and that is not over: what is left, or asked for, next
 *   joins it; null for none, and for a number that is withheld
 */
export async function caseOfMinutesAgo(line: LineId, { turn, content, services }: TurnContext): Promise<Case | null> {
  const { joinsMs } = content.cases;
  if (turn.personId === unknownPerson || joinsMs === 0) return null;
  return services.cases.latestOf(turn.personId, line, turn.at - joinsMs);
}

/** @returns what was begun in words, else the case whose state was just told: both are joined */
export function joinedCase(line: LineId, context: TurnContext): JoinedCase | null {
  const told = toldCase(line, context);
  return begunCase(line, context) ?? (told && { ...told, parts: 0 });
}

/**
 * Whether a call back can be offered: the number is known, and nobody would be named by it who wishes not to be.
 * @param isNumberSaid whether the number has just been said with the wish
 */
export function canBeCalledBack(line: LineId, context: TurnContext, isNumberSaid = false): boolean {
  const { heard } = context;
  const isUnnamed = joinedCase(line, context)?.isAnonymous ?? (heard !== null && wishIn(heard.text) === 'anonymous');
  return (isNumberSaid || isReachable(context)) && !isUnnamed;
}
