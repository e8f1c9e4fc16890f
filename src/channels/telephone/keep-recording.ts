import { newCase } from '../../cases/new-case.js';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { type Call, channelName, conversationIdOf } from './call.js';

/**
 * Keeps a message whose caller hung up before our answer could be asked for. The recording's id makes sure that the
 * turn and the callback together open one case.
 */
export function keepRecording(
  { callId, from }: Call,
  input: Extract<Input, { kind: 'recording' }>,
  { turns, cases, clock }: { readonly turns: TurnTaker; readonly cases: CaseStore; readonly clock: Clock },
): Promise<void> {
  const conversationId = conversationIdOf(callId);
  return turns.beside(conversationId, async (conversation) => {
    const left = {
      message: { kind: 'recording', url: input.url, seconds: input.seconds },
      sourceId: input.recordingId,
      line: conversation?.place.at === 'message' ? conversation.place.line : 'general',
      channel: channelName,
      personId: from ?? conversation?.personId ?? null,
      conversationId,
    } as const;
    const made = await newCase(cases, left, clock.now());
    if (made.isNew) await cases.open(made.case);
  });
}
