import type { Case } from '../domain/cases/case.js';
import type { Effect } from '../domain/conversation/effect.js';

/** Which number the words of such a case begin with. */
const written = /^请回电：(\+?\d[\d -]{4,18})/;

/** @returns that whoever left a case is to be called back, where that is what they asked for */
export function callbackAsked({ message, caseNo, line, conversationId, openedAt }: Case): readonly Effect[] {
  if (message.kind !== 'text' || !message.text.startsWith('请回电')) return [];
  const number = written.exec(message.text)?.[1]?.replaceAll(/[ -]/g, '') ?? null;
  return [{ kind: 'ask-callback', callback: { caseNo, line, number, conversationId, askedAt: openedAt } }];
}
