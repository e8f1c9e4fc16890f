import type { ClaimedMessage, Settlement } from '../domain/outbox/message.js';
import { type Sender, Undeliverable } from '../domain/outbox/sender.js';
import type { Clock } from '../domain/time/clock.js';
import type { WorkLog } from '../duties/log.js';
import { growingPause } from '../duties/pause.js';

/** A provider's words may be long, and repeat what they were given. */
const maxReasonLength = 300;

/**
 * Sends one message and says what became of it: sent; owed still, with a growing pause; or dead, because it came too late or its
 * provider will never take it. A dead letter (死信) is kept, and a line of the log says so.
 * @example
 * await deliver(message, sender, { clock, log }); // { as: 'owed', at: …, dueAt: 5 s later, reason: 'fetch failed: connect ECONNREFUSED 127.0.0.1:2599' }
 */
export async function deliver(
  message: ClaimedMessage,
  sender: Sender,
  { clock, log }: { readonly clock: Clock; readonly log: WorkLog },
): Promise<Settlement> {
  const { key, channel, attempts, notAfter } = message;
  const isTooLate = (at: number): boolean => notAfter !== null && at > notAfter;
  const giveUp = (reason: string, err?: unknown): Settlement => {
    log.error({ key, channel, attempts, reason, err }, 'a message could not be delivered; it is kept as a dead letter');
    return { as: 'dead', at: clock.now(), reason };
  };
  if (isTooLate(clock.now())) return giveUp('it was due until a time that is past');
  try {
    await sender.send(message);
    return { as: 'sent', at: clock.now() };
  } catch (error) {
    const reason = reasonOf(error).slice(0, maxReasonLength);
    if (error instanceof Undeliverable) return giveUp(reason, error);
    const pauseMs = growingPause(attempts);
    const at = clock.now();
    if (isTooLate(at + pauseMs)) return giveUp(reason, error);
    log.warn({ key, channel, attempts, againInMs: pauseMs, err: error }, 'a message was not sent; it is tried again');
    return { as: 'owed', at, dueAt: at + pauseMs, reason };
  }
}

/** What failed, and below it why: `fetch failed` alone says nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name may have several addresses, each with its own failure.
  const below: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  const parts = [error.message, below === undefined ? '' : reasonOf(below)];
  return parts.filter((part, index) => part !== '' && parts.indexOf(part) === index).join(': ');
}
