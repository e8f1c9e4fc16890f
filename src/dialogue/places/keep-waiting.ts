import type { HandoffPlace } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { unknownPerson } from '../../domain/conversation/turn.js';
import type { Waiting } from '../../domain/hotline/waiting.js';
import type { TurnContext } from '../turn/context.js';

/** Notes where a call stands in its line. */
export function keepWaiting(
  { line, wait }: Pick<HandoffPlace, 'line' | 'wait'>,
  state: 'ringing' | 'waiting',
  { turn }: TurnContext,
): Effect {
  const { conversationId, personId, at } = turn;
  const enteredAt = wait?.enteredAt ?? at;
  const who = personId === unknownPerson ? null : personId;
  const waiting: Waiting = { conversationId, line, personId: who, enteredAt, state, changedAt: at, seenAt: at };
  if (wait?.isUrgent) return { kind: 'wait', waiting: { ...waiting, isUrgent: true } };
  return { kind: 'wait', waiting };
}
