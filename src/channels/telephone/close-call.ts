import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Signals } from '../../domain/hotline/seats.js';

/** What hears that a call is over. */
export interface Closing {
  readonly turns: Pick<TurnTaker, 'hangUp'>;
  readonly signals: Pick<Signals, 'callEnded'>;
}

/**
 * Closes a call that is over, whoever says so and however often: whoever waited has left, nobody is rung for it any more, and whoever talked
 * writes up.
 * @param at when it ended, or was last heard of
 */
export async function closeCall(conversationId: string, at: number, { turns, signals }: Closing): Promise<void> {
  await turns.hangUp(conversationId, at);
  await signals.callEnded(conversationId, at);
}
