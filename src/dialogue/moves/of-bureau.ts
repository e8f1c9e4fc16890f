import { categoryOf } from '../../domain/content/content.js';
import { aspectOf, type Heard, type Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { toAnswer } from './to-intent.js';

/** Whether a message by itself asks something of the bureau: 几点开门, which the check-ups have an answer of their own to. */
export function isOfBureauAlone(alone: Understanding | null): boolean {
  return alone?.intent?.leadsTo.kind === 'line' && categoryOf(alone.intent) === 'general';
}

/**
 * Where nothing tells whom to ring about a matter (有电话吗), the bureau's own telephone is told, and said to be that; what comes next is still
 * asked of the matter.
 * @returns null where something else is asked
 */
export async function telephoneOfBureau(heard: Heard, context: TurnContext): Promise<Move | null> {
  if (aspectOf(heard.said) !== 'contact') return null;
  const alone = await context.understood(heard);
  const { intent, answer } = alone;
  if (!intent || !isOfBureauAlone(alone) || !isTelephone.test(intent.title)) return null;
  const asked = { question: heard.withoutPerson, lead: 'thread.now' } as const;
  const move = toAnswer(intent, answer?.index ?? 0, asked, context);
  return move.kind === 'go' ? { ...move, remembers: {} } : move;
}

const isTelephone = /电话/u;
