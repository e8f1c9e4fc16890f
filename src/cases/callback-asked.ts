import type { Case } from '../domain/cases/case.js';
import type { Effect } from '../domain/conversation/effect.js';

/** @returns that whoever left a case is to be called back (回电), where that is what it is, on the number that is known of them */
export function callbackAsked({ kind, contact, caseNo, line, conversationId, openedAt }: Case): readonly Effect[] {
  if (kind !== 'callback') return [];
  return [{ kind: 'ask-callback', callback: { caseNo, line, number: contact, conversationId, askedAt: openedAt } }];
}
