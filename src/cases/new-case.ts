import type { Case, CaseKind, CaseMessage } from '../domain/cases/case.js';
import type { CaseStore } from '../domain/cases/stores.js';
import { unknownPerson } from '../domain/conversation/turn.js';
import type { LineId } from '../domain/hotline/line.js';
import { telephoneIn } from '../domain/identifiers/telephone.js';
import { localTime } from '../domain/time/zone.js';
import { kindOf, wishIn } from './case-words.js';

/** What somebody left, before it has a number. */
export interface LeftMessage {
  readonly message: CaseMessage;
  /** What it was made from: the recording's or the delivery's id. One source makes one case. */
  readonly sourceId: string;
  readonly line: LineId;
  readonly channel: string;
  readonly personId: string | null;
  readonly conversationId: string;
  /** What kind it is; by its words and its line where nobody says. */
  readonly kind?: CaseKind;
  /** A number that they gave; where none is given, one in their words, or the one they call from. */
  readonly contact?: string;
}

/**
 * Makes a case (工单) of a message, with the next number of its day in Asia/Shanghai. Nothing is stored yet but that the number
 * is taken. Who wishes in words to be anonymous is not in it.
 * @param at ms since 1970
 * @param code makes a code (查询码) of four digits for whoever has no telephone number to ask by; without it, they have none
 * @returns the case that was made from this source before, when there is one: whoever left it is told the number it got
 * @example a message left on 2016-10-03 at 10:00 becomes 2016100300010, the next one 2016100300029
 */
export async function newCase(
  cases: Pick<CaseStore, 'nextNumber' | 'bySource'>,
  left: LeftMessage,
  at: number,
  code?: () => string,
): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const known = await cases.bySource(left.sourceId);
  if (known) return { case: known, isNew: false };
  const caseNo = await cases.nextNumber(localTime(at).day.replaceAll('-', ''));
  return { case: caseWith(caseNo, left, at, code), isNew: true };
}

function caseWith(caseNo: string, left: LeftMessage, at: number, code?: () => string): Case {
  const { message, line, channel } = left;
  const wish = message.kind === 'text' ? wishIn(message.text) : null;
  const isAnonymous = wish === 'anonymous';
  const personId = isAnonymous || left.personId === unknownPerson ? null : left.personId;
  const contact = isAnonymous ? null : (left.contact ?? numberIn(message) ?? numberOf(personId));
  return {
    caseNo,
    kind: left.kind ?? kindOf(message, line),
    ...{ line, channel, personId, contact },
    proof: contact?.slice(-4) ?? (personId === null ? (code?.() ?? null) : null),
    isConfidential: wish !== null,
    // Chats and their deliveries are named after the person.
    conversationId: isAnonymous ? `anonymous:${caseNo}` : left.conversationId,
    sourceId: isAnonymous ? `anonymous:${caseNo}` : left.sourceId,
    ...{ openedAt: at, message },
  };
}

function numberIn(message: CaseMessage): string | null {
  const found = message.kind === 'text' ? telephoneIn(message.text) : null;
  return found && 'number' in found ? found.number : null;
}

/** @returns the number of whoever is named by one: they can be called on it; null for everybody else */
export function numberOf(personId: string | null): string | null {
  return personId !== null && /^\+?\d{7,15}$/.test(personId) ? personId : null;
}
