import { rememberedMs } from '../domain/conversation/memory.js';
import { takeAt } from './carry-out.js';
import type { TurnContext } from './turn/context.js';
import { type Move, noMatch } from './turn/move.js';

const digit = /^[1-9]$/;

/**
 * What somebody chooses of the list that they chose from last, where the answer they got offers nothing by that key.
 * @param key a digit
 * @example 二手车床进口手续, 1, and then 2 is the second of the same list
 */
export async function fromListBefore(key: string, context: TurnContext): Promise<Move> {
  const { conversation, turn } = context;
  const { list } = conversation.memory ?? {};
  // Where the answer is another list, that one is chosen from.
  const isAnswer = conversation.place.at === 'topic' && conversation.place.answer !== null;
  if (!list || !isAnswer || !digit.test(key) || turn.at - list.at > rememberedMs) return noMatch;
  return takeAt(list.place, { kind: 'keys', keys: key }, context);
}

/** The digit that an ordinal names where lists begin with 1; empty for none, and for one that counts from the end. @example '3' of 第三个 */
export function ordinalKey({ heard }: TurnContext): string {
  const ordinal = heard?.ordinal ?? -1;
  return ordinal < 0 ? '' : String(ordinal + 1);
}
