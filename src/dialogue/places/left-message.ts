import { newCase } from '../../cases/new-case.js';
import type { Case, CaseKind, CaseMessage } from '../../domain/cases/case.js';
import type { MessagePlace } from '../../domain/conversation/conversation.js';
import type { TurnContext } from '../turn/context.js';

/** What was left, and by what name it becomes one case. */
export interface Left {
  readonly message: CaseMessage;
  readonly sourceId: string;
  /** By its words and its line where nobody says. */
  readonly kind?: CaseKind;
  /** A telephone number that was given. */
  readonly contact?: string;
}

const codeDigits = 4;

/** Makes a case of what was left. */
export function caseOf(
  { line }: MessagePlace,
  left: Left,
  context: TurnContext,
): Promise<{ readonly case: Case; readonly isNew: boolean }> {
  const { channel, personId, conversationId, at } = context.turn;
  const { cases, entropy } = context.services;
  const code = () => entropy.digits(codeDigits);
  return newCase(cases, { ...left, line, channel, personId, conversationId }, at, code);
}
