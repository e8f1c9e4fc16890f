import type { Memory } from '../../domain/conversation/memory.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { numberOfKept } from './wished.js';

/**
 * The number of a complaint that was begun in words in this call, where it was not told yet: nobody may be there to tell it later.
 * @returns nothing to say where there is none
 * @example 我要投诉窗口态度差, and nobody is free: 您说的已经记下，编号…
 */
export async function numberUntold({ conversation, services }: TurnContext): Promise<{
  readonly told: readonly Sentence[];
  readonly remembers?: Memory;
}> {
  const complaint = conversation.memory?.complaint;
  const file = complaint && !complaint.isTold ? await services.cases.file(complaint.caseNo) : null;
  if (!complaint || !file) return { told: [] };
  return { told: numberOfKept('message.said', file.case), remembers: { complaint: { ...complaint, isTold: true } } };
}

/** Whoever comes back from a colleague is told the number of what they complained of: what was passed on had no room for it. */
export async function leavingColleague(move: Move | null, context: TurnContext): Promise<Move | null> {
  if (move?.kind !== 'go' || context.conversation.place.at !== 'colleague') return move;
  const { told, remembers } = await numberUntold(context);
  return { ...move, lead: [...(move.lead ?? []), ...told], ...(remembers && { remembers }) };
}

/** @returns the number of the complaint that was begun in words, once more, for whoever asks for it; nothing where there is none */
export async function numberAgain({ conversation, services }: TurnContext): Promise<readonly Sentence[]> {
  const complaint = conversation.memory?.complaint;
  const file = complaint ? await services.cases.file(complaint.caseNo) : null;
  return file ? numberOfKept('message.said', file.case) : [];
}
