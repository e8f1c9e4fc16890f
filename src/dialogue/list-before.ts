import { type ListBefore, rememberedMs } from '../domain/conversation/memory.js';
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
  const place = digit.test(key) ? listBefore(context) : null;
  return place ? takeAt(place, { kind: 'keys', keys: key }, context) : noMatch;
}

/** @returns the list that can still be chosen from; null where there is none, or the answer is another list: that one is chosen from */
export function listBefore({ conversation: { memory, place }, turn }: TurnContext): ListBefore['place'] | null {
  const list = memory?.list;
  const isAnswer = place.at === 'topic' && place.answer !== null;
  return list && isAnswer && turn.at - list.at <= rememberedMs ? list.place : null;
}

/** The digit that an ordinal names where lists begin with 1; empty for none, and for one that counts from the end. @example '3' of 第三个 */
export function ordinalKey({ heard }: TurnContext): string {
  const ordinal = heard?.ordinal ?? -1;
  return ordinal < 0 ? '' : String(ordinal + 1);
}
