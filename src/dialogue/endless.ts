import type { Place } from '../domain/conversation/conversation.js';
import { sentence } from '../domain/language/phrases.js';
import { carryOut } from './carry-out.js';
import type { TurnContext } from './turn/context.js';
import type { Scene } from './turn/move.js';

/** A call of so many turns is no longer asked anything: a key is stuck, or somebody is lost. A lookup takes five. */
const mostTurns = 150;
/** Whoever comes back again and again from the person they were led to is let go. */
const mostTurnsAtAll = 2 * mostTurns;

/** Where somebody is reached, or speaks: whatever goes on there has an end of its own. */
const hasItsEnd: ReadonlySet<Place['at']> = new Set(['handoff', 'waiting', 'message', 'callback', 'rating', 'over']);

/**
 * Whether a call has gone on for so long that nothing more is asked: a stuck key between two menus never fails, and would lead round for ever.
 * A chat has all its conversations behind it, and ends by itself.
 */
export function isEndless({ turn, conversation, input }: TurnContext): boolean {
  const isAsked = input.kind === 'keys' || input.kind === 'speech' || input.kind === 'silence';
  const isCall = turn.can.medium === 'voice';
  return isCall && isAsked && conversation.revision >= mostTurns && !hasItsEnd.has(conversation.place.at);
}

/** A person, or a message for them; and in the end good-bye. */
export async function toPersonAtLast(context: TurnContext): Promise<Scene> {
  if (context.conversation.revision >= mostTurnsAtAll)
    return carryOut({ kind: 'end', lead: [sentence('goodbye')] }, context);
  return carryOut({ kind: 'line', line: 'general', lead: [sentence('no-match.person')] }, context);
}
