import type { ListBefore } from '../../domain/conversation/memory.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** What was chosen of a list, which stays to be chosen from until something else is asked (`list-before.ts`). */
export function chosenFrom(place: ListBefore['place'], move: Move, { turn }: TurnContext): Move {
  if (move.kind !== 'go' || turn.can.medium !== 'text') return move;
  return { ...move, remembers: { ...move.remembers, list: { place, at: turn.at } } };
}
