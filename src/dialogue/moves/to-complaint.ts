import { complains } from '../../cases/complaining.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** Where whatever is said is kept or passed on already, or has a meaning of its own. */
const keptThere: ReadonlySet<Place['at']> = new Set(['message', 'colleague', 'callback', 'handoff', 'waiting']);
/** Whose matter it may be instead, where it is like what is not the bureau's. */
const ofOthers =
  /海关|物业|快递|顺丰|[圆中申]通|邮政|工商|城管|公安|派出所|警察|交警|车管|税务|法院|医院|学校|银行|移动|联通|电信|滴滴|出租车|公交|地铁|停车场|餐馆|饭店|外卖|淘宝|京东|拼多多|房管|中介|供电|供水|自来水|燃气|供热|健身房/u;
/** A complaint that speaks of the bureau is heard here, whatever else it is like. */
const ofBureau = /你们|您们|贵局|国检|检疫|检验|商检|查验|抽签|抽检|摇号|窗口|大厅|进口/u;

/**
 * Whether somebody says that they complain or report now; what is surely another authority's is none here: 我要投诉海关.
 */
export async function isComplaint(context: TurnContext): Promise<boolean> {
  const { heard, content } = context;
  if (!heard || !content.lines.has(complaintsLine) || !complains(heard.meant.words, heard.said)) return false;
  if (!ofOthers.test(heard.words) || ofBureau.test(heard.words)) return true;
  return (await context.understood(heard)).band !== 'outside';
}

/**
 * Whoever says that they complain is heard by the line for that, wherever they are and whatever else they speak of: in a form, after an answer,
 * beside the number of a consignment.
 * @returns null where nobody complains
 */
export async function toComplaint(context: TurnContext): Promise<Move | null> {
  const { heard, conversation } = context;
  if (!heard || heard.rule || keptThere.has(conversation.place.at) || !(await isComplaint(context))) return null;
  return { kind: 'line', line: complaintsLine, isQuestion: true };
}
