import type { Line } from '../../domain/hotline/line.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';

/** Nobody's turn is sooner than that for sure. */
const soonMs = 15 * 60_000;

/**
 * @returns from when a call back (回电) comes at the latest where the line closes before it may be made; nothing in the middle of a morning
 * @example at 17:29 on a Friday: 这会儿轮不到的话，下周一上午八点半以后打给您。
 */
export function callbackWhen(line: Line, context: TurnContext): readonly Sentence[] {
  const soon = context.standingAt(line, context.turn.at + soonMs);
  if (soon.open || soon.reopensAt === null) return [];
  return [sentence('waiting.callback-later', { reopens: soon.reopensAt })];
}
