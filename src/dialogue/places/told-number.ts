import type { Memory } from '../../domain/conversation/memory.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
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
