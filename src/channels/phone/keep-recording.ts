import type { TurnTaker } from '../../dialogue/sessions.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { localTime } from '../../domain/time/zone.js';
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
    if (await cases.bySource(input.recordingId)) return;
    const openedAt = clock.now();
    await cases.open({
      caseNo: await cases.nextNumber(localTime(openedAt).day.replaceAll('-', '')),
      line: conversation?.place.at === 'message' ? conversation.place.line : 'general',
      channel: channelName,
      personId: read.From ?? conversation?.personId ?? null,
      conversationId: conversationIdOf(read),
      openedAt,
      message: { kind: 'recording', url: input.url, seconds: input.seconds },
      sourceId: input.recordingId,
    });
  });
}
