import type { Effect } from '../../domain/conversation/effect.js';
import type { BegunComplaint, Memory } from '../../domain/conversation/memory.js';
import type { LineId } from '../../domain/hotline/line.js';
import type { TurnContext } from '../turn/context.js';

/** A case of so many pieces is long enough: what follows opens another. */
export const mostParts = 100;

/** @returns the complaint for this line that was begun in words minutes ago, or in this call; null where there is none */
export function begunComplaint(line: LineId, { conversation, content, turn }: TurnContext): BegunComplaint | null {
  const begun = conversation.memory?.complaint;
  if (!begun || begun.line !== line || begun.parts >= mostParts) return null;
  const isOneCall = turn.can.medium === 'voice';
  return isOneCall || turn.at - begun.at <= content.messageJoinsMs ? begun : null;
}

/** @returns the memory of the complaint that was begun for this line, which what is said beside it, such as 好的, keeps waiting for its matter */
export function rememberComplaint(line: LineId, context: TurnContext): Memory {
  const begun = begunComplaint(line, context);
  return begun ? { complaint: { ...begun, at: context.turn.at } } : {};
}

/** @returns what lets words join the complaint that was begun for this line; nothing where none was */
export function joinComplaint(
  line: LineId,
  context: TurnContext,
): { readonly effects: readonly Effect[]; readonly remembers?: Memory } {
  const begun = begunComplaint(line, context);
  const { heard } = context;
  if (!begun || !heard) return { effects: [] };
  const { caseNo, parts } = begun;
  return {
    effects: [{ kind: 'add-to-case', caseNo, text: heard.text }],
    remembers: { complaint: { ...begun, parts: parts + 1, at: context.turn.at } },
  };
}
