import { type Capabilities, type Input, type Turn, unknownPerson } from '../../domain/conversation/turn.js';

/** One telephone call, as its provider names it. */
export interface Call {
  /** The provider's own id of the call, such as Twilio's `CA…`. */
  readonly callId: string;
  /** The caller's number; null when it is withheld. */
  readonly from: string | null;
}

/** How every telephone is named in the record, whoever provides it. */
export const channelName = 'phone';

const capabilities: Capabilities = {
  medium: 'voice',
  handoff: 'connect',
  letters: false,
  recording: true,
  idleMs: null,
};

/** A call is one conversation. @example conversationIdOf('CA12') // 'call:CA12' */
export function conversationIdOf(callId: string): string {
  return `call:${callId}`;
}

/** @example callIdOf('call:CA12') // 'CA12' */
export function callIdOf(conversationId: string): string {
  return conversationId.replace(/^call:/, '');
}

/**
 * Makes what happened on a call a turn.
 * @param step which answer of ours it follows, 0 for the call's first; with the call it names the delivery, so that a
 * provider's retry is known for one
 */
export function turnOf({ callId, from }: Call, step: number, input: Input, at: number): Turn {
  const conversationId = conversationIdOf(callId);
  return {
    channel: channelName,
    personId: from ?? unknownPerson,
    conversationId,
    deliveryId: `${conversationId}:${step}`,
    step,
    at,
    input,
    can: capabilities,
  };
}
