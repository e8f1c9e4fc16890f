import type { Logger } from 'pino';
import type { Signals } from '../../domain/hotline/seats.js';
import type { Clock } from '../../domain/time/clock.js';
import { withinDeadline } from '../../web/within-deadline.js';

export interface TakenDependencies {
  readonly signals: Signals;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Two people wait on the line to be joined: after this long they are, whether it could be noted or not. */
const notedWithinMs = 2000;

/**
 * Notes that a colleague who picked up takes the call, or does not want it.
 * @param offerId what was offered to them; null where nobody was reserved
 * @param isWanted whether they pressed the key that takes it
 * @returns whether the caller is theirs; where that cannot be noted, whoever wants a call has it
 */
export async function takenBy(
  offerId: string | null,
  isWanted: boolean,
  { signals, clock, log }: TakenDependencies,
): Promise<boolean> {
  if (offerId === null) return isWanted;
  const at = clock.now();
  try {
    const noted = isWanted ? signals.accepted(offerId, at) : signals.legEnded(offerId, 'refused', at).then(() => false);
    return (await withinDeadline(noted, notedWithinMs)) ?? isWanted;
  } catch (error) {
    log.warn({ err: error, offer: offerId }, 'who took a call could not be noted');
    return isWanted;
  }
}
