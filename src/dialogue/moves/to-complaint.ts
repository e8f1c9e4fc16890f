import { wishIn } from '../../cases/case-words.js';
import { complainedOf, complains } from '../../cases/complaining.js';
import { grieves } from '../../cases/grieving.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** Where whatever is said is kept or passed on already, or has a meaning of its own. */
const keptThere: ReadonlySet<Place['at']> = new Set(['message', 'colleague', 'callback', 'handoff', 'waiting']);
/** A complaint that speaks of the bureau is heard here, whatever else it is like. */
const ofBureau =
  /你们(?!管不管|能不能管|知不知道)|您们|贵局|国检|检疫|检验|商检|查验|抽签|抽检|摇号|窗口|大厅|进口|体检中心|保健中心|隔离场/u;

/**
 * Whether somebody says that they complain or report now, or blames the bureau without the word for it; what is another authority's is none here:
 * 我要投诉海关, 饭店用地沟油，我要举报.
 */
export async function isComplaint(context: TurnContext): Promise<boolean> {
  const { heard, content } = context;
  if (!heard || !content.lines.has(complaintsLine)) return false;
  if (!complains(heard.meant.words, heard.said)) return isGrievance(heard, context);
  if (ofBureau.test(heard.words)) return true;
  if ((await context.understood(heard)).band !== 'outside' || wishIn(heard.text) !== null) return true;
  if (isHeading.test(heard.said)) return false;
  // The word for a complaint makes anything like another authority's: what is complained of decides.
  const matter = complainedOf(heard.said);
  if (matter.length < fewest) return !ofOthers.test(matter);
  const { band, inside } = await context.understand(matter);
  return band !== 'outside' || inside >= hardlyOutside;
}

/** Whoever is only angry has said of nobody why; where more is said, it tells whose matter it is. */
async function isGrievance(heard: Heard, context: TurnContext): Promise<boolean> {
  if (!grieves(heard.said) || ofOthers.test(heard.said) || besideUs.test(heard.said)) return false;
  return heard.said.length <= longestAnger || (await context.understood(heard)).band !== 'outside';
}

const longestAnger = 14;
/** Who is blamed beside those: carriers, shops, agents and whoever the caller has to do with. */
const besideUs =
  /车管|邮局|商场|酒店|4S|保险公司|船公司|供货商|客户|代理|货代|报关行|公交|年检|珠宝|工地|电影|网速|男朋友|爱人|老公|老婆|他们(?!说)/u;
/** Others who are complained of in a word. */
const ofOthers =
  /逃税|赌博|传销|吸毒|酒驾|黑车|噪音|外卖|美团|淘宝|京东|拼多多|海关|边检|物业|快递|城管|工商|公安|派出所|交警|税务|邮政|医院|学校|幼儿园|银行|移动|联通|电信|滴滴|出租车|地铁|小区|房东|邻居|航空公司|1(?:0086|0010|0000|2306)/u;
/** Whether others are blamed, of whom it is said first, and nothing of us: 海关的人态度差; 工作人员推诿，让我去找海关 is ours. */
export function isOfOthers(said: string): boolean {
  const at = said.search(ofOthers);
  return at >= 0 && at <= beforeOthers && !speaksOfUs.test(said);
}

/** 我们小区, 今天那个: so much may stand before them. */
const beforeOthers = 4;
const speaksOfUs = /[你您]|贵局|国检|检疫|检验|商检|查验|工作人员|办证|体检|保健|熏蒸|旁边|附近|对面/u;
/** Whoever says less complains, and has not said of what. */
const fewest = 4;
/** From here on, what is complained of may be the bureau's. */
const hardlyOutside = 0.19;
/** 赌博举报: what somebody looks for. */
const isHeading = /^[^我要想来]{2,5}(?:投诉|举报)$/u;

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
