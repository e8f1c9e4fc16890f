import { complains } from '../../cases/complaining.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** Where whatever is said is kept or passed on already, or has a meaning of its own. */
const keptThere: ReadonlySet<Place['at']> = new Set(['message', 'colleague', 'callback', 'handoff', 'waiting']);
/** A complaint that speaks of the bureau is heard here, whatever else it is like. */
const ofBureau = /你们|您们|贵局|国检|检疫|检验|商检|查验|抽签|抽检|摇号|窗口|大厅/u;

/** Whether somebody says that they complain or report now. */
export function isComplaint({ heard, content }: TurnContext): boolean {
  return heard !== null && content.lines.has(complaintsLine) && complains(heard.meant.words);
}

/**
 * Whoever says that they complain is heard by the line for that, wherever they are and whatever else they speak of: in a form, after an answer,
 * beside the number of a consignment.
 * @returns null where nobody complains, and for what is surely another authority's: 我要投诉海关
 */
export async function toComplaint(context: TurnContext): Promise<Move | null> {
  const { heard, conversation } = context;
  if (!heard || heard.rule || keptThere.has(conversation.place.at) || !isComplaint(context)) return null;
  const { band } = await context.understood(heard);
  if (band === 'outside' && !ofBureau.test(heard.words)) return null;
  return { kind: 'line', line: complaintsLine, isQuestion: true };
}
