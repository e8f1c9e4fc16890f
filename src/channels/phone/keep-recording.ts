import { newCase } from '../../cases/new-case.js';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { channelName, conversationIdOf, type VoiceParameters } from './decode.js';

/**
 * Keeps a message whose caller hung up before our answer could be asked for. The recording's id makes sure that the
 * turn and the callback together open one case.
 */
export function keepRecording(
  read: VoiceParameters,
  input: Extract<Input, { kind: 'recording' }>,
  { turns, cases, clock }: { readonly turns: TurnTaker; readonly cases: CaseStore; readonly clock: Clock },
): Promise<void> {
  return turns.beside(conversationIdOf(read), async (conversation) => {
    const left = {
      message: { kind: 'recording', url: input.url, seconds: input.seconds },
      sourceId: input.recordingId,
      line: conversation?.place.at === 'message' ? conversation.place.line : 'general',
      channel: channelName,
      personId: read.From ?? conversation?.personId ?? null,
      conversationId: conversationIdOf(read),
    } as const;
    const made = await newCase(cases, left, clock.now());
    if (made.isNew) await cases.open(made.case);
  });
}
