import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Signals } from '../../domain/hotline/seats.js';

/** What hears that a call is over. */
export interface Closing {
  readonly turns: Pick<TurnTaker, 'hangUp'>;
  readonly signals: Pick<Signals, 'callEnded'>;
}

/**
 * Closes a call that is over, whoever says so and however often: its record is kept, whoever waited has left, nobody is rung for it any more,
 * and whoever talked writes up.
 * @param at when it ended, or was last heard of
 * @param how `isTold`: false where no signal said so: then nobody knows who hung up
 */
export async function closeCall(
  conversationId: string,
  at: number,
  { turns, signals }: Closing,
  how?: { readonly isTold: boolean },
): Promise<void> {
  await Promise.all([turns.hangUp(conversationId, at, how), signals.callEnded(conversationId, at)]);
}
