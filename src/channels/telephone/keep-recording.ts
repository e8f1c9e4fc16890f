import type { Logger } from 'pino';
import { newCase } from '../../cases/new-case.js';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Aside } from '../../domain/care/aside.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { withinDeadline } from '../../web/within-deadline.js';
import { type Call, channelName, conversationIdOf } from './call.js';

type Recording = Extract<Input, { kind: 'recording' }>;

export interface RecordingStores {
  readonly turns: TurnTaker;
  readonly cases: CaseStore;
}

/** What keeps a message, one way or the other. */
export interface RecordingKeeper extends RecordingStores {
  readonly aside: Aside;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A provider waits so long for the answer to its callback, and brings it once. */
const keepWithinMs = 6_000;

/**
 * Keeps a message that was left, as a case; where that cannot be stored just now, it is set aside until it can be.
 * @throws NoRoomAside when it could be kept in neither way
 */
export async function keepOrSetAside(call: Call, recording: Recording, keeper: RecordingKeeper): Promise<void> {
  const at = keeper.clock.now();
  try {
    const work = keepRecording(call, recording, at, keeper).then(() => true);
    if ((await withinDeadline(work, keepWithinMs)) === true) return;
  } catch (error) {
    keeper.log.warn({ err: error, call: call.callId }, 'a message that was left could not be stored; it is set aside');
  }
  keeper.aside.keep({ kind: 'recording', ...call, recording, at });
}

/**
 * Keeps a message whose caller hung up before our answer could be asked for. The recording's id makes sure that the
 * turn and the callback together open one case.
 * @param at when it was left
 */
export function keepRecording(
  { callId, from }: Call,
  input: Recording,
  at: number,
  { turns, cases }: RecordingStores,
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
    const made = await newCase(cases, left, at);
    if (made.isNew) await cases.open(made.case);
  });
}
