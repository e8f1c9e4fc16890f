import { caseNumberLooks } from '../../domain/cases/case-number.js';
import { unknownPerson } from '../../domain/conversation/turn.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Heard, Understanding } from '../../understanding/index.js';
import { fileTold, tellCase } from '../turn/case-status.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** The intent of whoever asks what became of a message. */
const aboutCases = 'case-status';
const wordsForCases = /工单|留言|编号|投诉|举报|反映/;
/** Those of before there was a check digit may be something else as well. */
const oldLength = 12;

/** A number that can be a case's, and whether the words say that it is one. */
interface NamedCase {
  readonly caseNo: string;
  readonly isSaid: boolean;
}

/** @returns the number of a case (工单号) in a message; null when there is none */
export function caseNumberIn(
  { message }: Heard,
  { intent }: Pick<Understanding, 'intent'>,
  { conversation: { place, memory } }: TurnContext,
): NamedCase | null {
  const found = message.identifiers.find(({ kinds }) => kinds.includes('case-no'));
  if (!found) return null;
  const wasAbout = (place.at === 'topic' && place.intent === aboutCases) || memory?.subject?.intent === aboutCases;
  const isSaid = wasAbout || intent?.id === aboutCases || wordsForCases.test(message.text);
  return { caseNo: found.value, isSaid: isSaid || isSure(found.value) };
}

/** A day and a check digit that fits are no chance. */
function isSure(value: string): boolean {
  return value.length > oldLength && caseNumberLooks(value) === 'right';
}

/**
 * Says where a case stands: at once to whoever left it from here, and to others who know what proves it to be theirs, which is asked for.
 * @returns null for a number that is not said to be a case's, and is none of this person's
 */
export async function toCase({ caseNo, isSaid }: NamedCase, context: TurnContext): Promise<Move | null> {
  const { channel, personId } = context.turn;
  if (caseNumberLooks(caseNo) === 'mistyped') {
    return isSaid ? { kind: 'go', place: { at: 'case' }, lead: [sentence('case.mistyped')] } : null;
  }
  const file = personId === unknownPerson ? null : await fileTold(caseNo, context);
  if (file && file.case.channel === channel && file.case.personId === personId) return tellCase(caseNo, file, context);
  return isSaid ? { kind: 'go', place: { at: 'case', caseNo } } : null;
}
