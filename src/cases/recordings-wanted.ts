import type { Case, CaseMessage } from '../domain/cases/case.js';
import type { CaseEvent } from '../domain/cases/case-event.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { WantedRecording } from '../domain/recordings/recording.js';

/** @returns that a case's recording is wanted; nothing where it was written */
export function recordingsWanted({ message, sourceId, caseNo, conversationId, openedAt }: Case): readonly Effect[] {
  return wanted(message, { id: sourceId, caseNo, conversationId, askedAt: openedAt });
}

/** @returns the same of what a person adds to a case later */
export function addedRecordingsWanted(
  { message, sourceId, at }: Pick<CaseEvent, 'message' | 'sourceId' | 'at'>,
  added: Pick<WantedRecording, 'caseNo' | 'conversationId'>,
): readonly Effect[] {
  return message && sourceId !== undefined ? wanted(message, { ...added, id: sourceId, askedAt: at }) : [];
}

function wanted(message: CaseMessage, of: Omit<WantedRecording, 'url' | 'seconds'>): readonly Effect[] {
  if (message.kind !== 'recording') return [];
  const { url, seconds } = message;
  return [{ kind: 'want-recording', recording: { ...of, url, seconds } }];
}
