import { newCase } from '../../cases/new-case.js';
import type { Case, CaseKind, CaseMessage } from '../../domain/cases/case.js';
import type { MessagePlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { LineId } from '../../domain/hotline/line.js';
import { caseOfMinutesAgo, joinedCase } from '../moves/begun-case.js';
import { numberToCall } from '../moves/number-to-call.js';
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

/**
 * Keeps that whoever calls is to be called back, on the number that they gave or call from: in the case that was begun in words, or told of, or that the same
 * number left for the line minutes ago; else in one of its own.
 * @param text begins with 请回电 and the number
 */
export async function callbackKept(
  line: LineId,
  text: string,
  context: TurnContext,
): Promise<{ readonly caseNo: string; readonly effects: readonly Effect[] }> {
  const { conversationId, deliveryId, at: askedAt } = context.turn;
  const number = numberToCall(context);
  const joined = joinedCase(line, context) ?? (await caseOfMinutesAgo(line, context));
  if (joined) {
    const { caseNo } = joined;
    const asked: Effect = { kind: 'ask-callback', callback: { caseNo, line, number, conversationId, askedAt } };
    const event = { kind: 'callback-asked', at: askedAt, by: 'person', message: { kind: 'text', text } } as const;
    return { caseNo, effects: [{ kind: 'case-event', caseNo, event }, asked] };
  }
  const left = {
    message: { kind: 'text', text },
    sourceId: deliveryId,
    kind: 'callback',
    ...(number !== null && { contact: number }),
  } as const;
  const { case: made, isNew } = await caseOf({ at: 'message', line }, left, context);
  return { caseNo: made.caseNo, effects: isNew ? [{ kind: 'open-case', case: made }] : [] };
}
