import type { Intent } from '../../domain/content/content.js';
import type { FoundAnswer } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { follow } from './follow.js';

/** Where an intent leads that was understood or chosen: to its answer, to the choice among its answers, or on. */
export function toIntent(intent: Intent, found: FoundAnswer | null, context: TurnContext): Move {
  if (intent.danger) return { kind: 'danger', danger: intent.danger };
  if (intent.leadsTo.kind === 'outside') return { kind: 'outside', intent };
  if (intent.courtesy) return { kind: 'courtesy', talk: intent.courtesy };
  if (isForPeople(intent, context)) return follow(intent.leadsTo, context);
  if (found) return { kind: 'go', place: { at: 'topic', intent: found.intent.id, answer: found.index } };
  if (intent.answers.length === 0) return follow(intent.leadsTo, context);
  const answer = intent.answers.length === 1 ? 0 : null;
  return { kind: 'go', place: { at: 'topic', intent: intent.id, answer } };
}

/** The line's people while they are there; what somebody writes is kept for them. Otherwise it is told what can be told without them. */
function isForPeople({ isForPeopleFirst, leadsTo }: Intent, context: TurnContext): boolean {
  if (!isForPeopleFirst || leadsTo.kind !== 'line') return false;
  const { heard, turn } = context;
  const isWritten = heard !== null && turn.can.medium === 'text';
  // Who says aloud what is the matter leaves it as a message.
  const isMatter = heard?.pattern?.leadsTo === leadsTo;
  return isWritten || isMatter || context.standing(context.line(leadsTo.line)).open;
}
