import type { Answer } from '../../domain/conversation/stores.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Call } from '../telephone/call.js';

/** One request of Twilio's, whose signature has been checked. */
export interface Delivery {
  readonly form: unknown;
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * Answers one kind of delivery.
 * @throws DeliveryRefused for one that cannot be read, Replayed for one that was answered long ago
 */
export type Webhook = (delivery: Delivery) => Answer | Promise<Answer>;

/** Takes a turn of a call, and writes its answer. */
export type TakeTurn = (call: Call, step: number, input: Input) => Promise<Answer>;
