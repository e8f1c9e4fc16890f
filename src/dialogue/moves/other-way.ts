import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import type { Before } from './before.js';
import { askWhich, toMeant } from './correct.js';
import { replacedIn, turnedRound, wayAlone } from './ways.js';

/**
 * A follow-up that only goes the other way (那进口呢, after what is exported) is the same question with that way in it; where nothing is told of
 * it, it is asked which is meant. What was told is never told again for it.
 * @returns null where something else is asked, and where neither the question nor what it is about goes one way
 */
export async function otherWay({ said }: Heard, before: Before, context: TurnContext): Promise<Move | null> {
  const way = wayAlone(said);
  if (way === null || before.intent === null) return null;
  const question = replacedIn(before.question, way, null);
  const title = turnedRound(before.intent.title, way);
  if (question === null && title === null) return null;
  const asked = question ?? `${way}${before.question}`;
  const found = await context.understand(asked);
  // An answer of the other way stands beside it.
  const understood = found.answer?.intent === before.intent && title !== null ? { ...found, answer: null } : found;
  const { place } = context.conversation;
  const isToldAgain =
    place.at === 'topic' &&
    place.intent === understood.intent?.id &&
    place.answer === (understood.answer?.index ?? null);
  const isOfOtherWay = understood.intent !== before.intent || title === null;
  if (understood.band === 'sure' && isOfOtherWay && !isToldAgain) return toMeant(understood, asked, before, context);
  return askWhich(title ?? asked, before, context, title === null);
}
