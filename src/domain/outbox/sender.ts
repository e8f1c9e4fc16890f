import { CodedError } from '../errors/errors.js';
import type { ClaimedMessage } from './message.js';

/**
 * Sends messages of one channel.
 * @example { send: ({ personId, body }) => client.sendText(personId, JSON.parse(body).words) }
 */
export interface Sender {
  /**
   * Done when the provider has taken the message.
   * @throws Undeliverable when trying again cannot help; any other error is tried again later
   */
  send(message: ClaimedMessage): Promise<void>;
}

/** The provider will never take this message: the person has left, or may not be written to any more. */
export class Undeliverable extends CodedError {
  readonly code = 'undeliverable';
}
