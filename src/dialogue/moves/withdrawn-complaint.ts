import { complaintsLine } from '../../domain/hotline/line-id.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { begunComplaint, joinComplaint } from './begun-complaint.js';

const withdraws =
  /(?:不(?:想|要|打算)?|别)(?:再)?(?:投诉|举报)(?:你们)?(?:了|啦)(?!吗|么|才)|(?:撤回|撤销|撤掉|撤|取消|收回)(?:了|掉|一下)?(?:我|刚才|那|这|个|件|次|的)*(?:投诉|举报)|(?:投诉|举报)(?:的事)?(?:我)?(?:想|要|就|先)?(?:撤(?:回|销|掉)?|取消)(?:了|吧|掉)*$/u;

/**
 * Whoever takes back a complaint that they have just begun is heard: it is noted in the case, which a colleague closes.
 * @example 我要投诉, and then 算了，不投诉了
 * @returns null where nothing was begun, or nothing is taken back
 */
export function withdrawsComplaint(context: TurnContext): Move | null {
  const { heard, conversation } = context;
  if (!heard || !withdraws.test(heard.words)) return null;
  const begun = begunComplaint(complaintsLine, context);
  if (!begun) return null;
  const { effects, remembers } = joinComplaint(complaintsLine, context);
  const lead = [sentence('message.withdrawn', { caseNo: begun.caseNo })];
  const isAskedFor = conversation.place.at === 'message' || conversation.place.at === 'question';
  const place = isAskedFor ? mainMenu : conversation.place;
  return { kind: 'go', place, lead, effects, ...(remembers && { remembers }) };
}
