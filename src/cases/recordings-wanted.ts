import type { Case } from '../domain/cases/case.js';
import type { Effect } from '../domain/conversation/effect.js';

/** @returns that a case's recording is wanted; nothing where it was written */
export function recordingsWanted({ message, sourceId, caseNo, conversationId, openedAt }: Case): readonly Effect[] {
  if (message.kind !== 'recording') return [];
  const { url, seconds } = message;
  return [
    { kind: 'want-recording', recording: { id: sourceId, caseNo, conversationId, url, seconds, askedAt: openedAt } },
  ];
}
