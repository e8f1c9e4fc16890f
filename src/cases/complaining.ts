import { wishIn } from './case-words.js';
import {
  aimed,
  anyWord,
  asked,
  asksFor,
  asksOfIt,
  clauses,
  couldComplain,
  forced,
  forOther,
  have,
  isNotNow,
  sayingSo,
  spokenOf,
  takenBack,
  threat,
  wished,
  wishedAndWhere,
} from './complaint-patterns.js';

const shortestMatter = 7;
const harm = /(?:打|推|骂|踢|拉|扣|拽|撞|坑|骗)(?:了)?我/u;
const isPolite = /谢谢|麻烦|请问|记一下|告诉我|[想要]问|咨询/u;
const headed = /^(?:投诉|举报)$/u;
/** Nobody says first what they want behind so much. */
const longestRead = 600;

/**
 * Whether somebody says that they complain or report now, in whatever words: it is a case (工单), whatever else the words speak of. Who only
 * asks how that is done, or what came of an earlier one, does not; nor does who supposes it, denies it, or takes it back.
 * @param meant the words without what was denied, of which the first hundreds are looked at
 * @param said the same with it: 我不投诉怎么行
 * @example complains('我要投诉你们取消了我的预约') // true
 * @example complains('投诉多久有回音') // false
 */
export function complains(meant: string, said = meant): boolean {
  const words = meant.slice(0, longestRead);
  if (!couldComplain.test(said.slice(0, longestRead))) return false;
  const parts = words.split(clauses).filter((one) => one !== '');
  if (takenBack.test(parts.at(-1) ?? '') && parts.length > 1) return false;
  if (forced.test(said.slice(0, longestRead))) return true;
  const declaring = parts.filter(declares);
  // 投诉：检疫员态度不好
  const isHeaded = parts.length > 1 && headed.test(parts[0] ?? '') && !asksAboutComplaints(parts[1] ?? '');
  return declaring.length > 0 || isHeaded || (parts.some(asksOfComplaining) && parts.some(isTold));
}

function declares(clause: string): boolean {
  if (threat.test(clause) && !takenBack.test(clause)) return true;
  if (isNotNow.test(clause) && !forOther.test(clause)) return false;
  if (wishedAndWhere.test(clause)) return true;
  if (asksFor.test(clause)) return false;
  if (asked.test(clause)) return !/怎么|如何|成功/u.test(clause);
  if (asksOfIt.test(clause)) return false;
  if (wished.test(clause) || have.test(clause)) return true;
  if (!couldComplain.test(clause) || asksAboutComplaints(clause) || questions.test(clause)) return false;
  return aimed.test(clause) || (anyWord.test(clause) && !spokenOf.test(clause));
}

/** @returns what is complained of, without the words that say so, and who does: 饭店用地沟油 of 饭店用地沟油，我要举报 */
export function complainedOf(said: string): string {
  return said.slice(0, longestRead).replace(sayingSo, ' ').replace(/\s+/gu, ' ').trim();
}

/** What somebody tells beside the question how they complain: 怎么投诉你们啊，我都等了一上午了. */
function isTold(clause: string): boolean {
  const isMatter = (clause.length >= shortestMatter || harm.test(clause)) && !anyWord.test(clause);
  return isMatter && !asksAboutComplaints(clause) && !questions.test(clause) && !isPolite.test(clause);
}

function asksOfComplaining(clause: string): boolean {
  return asksOfIt.test(clause) && !isNotNow.test(clause);
}

const questions = /奖|什么|哪|怎么样|多少|还是归|有没有|区别|不同|[吗么嘛]$/u;

const asksHow =
  /怎么(?:投诉|举报|反映|检举|告|办(?!事)|弄|写|提|走|查|算|证明|赔|退|联系|找|交|夸|告诉|核|处理)|如何|哪(?:里|儿|个|家|些|去|投|举|反)|[去在]哪|几楼|[找跟向问给]谁|谁(?:管|负责)|归谁|还是你们|多久(?!了|都)|多长时间|几天|多少(?:钱|天)|什么时候|(?<!接|打)(?:电话|号码)(?:是|多少|是多少|几号|是几号)?$|(?:会|能|可)不[会能可]|可以(?:投诉|举报|匿名|直接|不)|是不是|要不要|算不算|(?:我|应?)该(?:找|去|打|怎|不该)|奖励|流程|材料|须知|什么地[址方]|怎么(?:领|受理|下载|评|整改|复检|当|收)|按几|几号|几起|有什么|有没有(?!搞错)|还是归|区别|不同|[吗么][。？?！!]?$/u;

/**
 * Whether words about a complaint only ask how it is made and what comes of it; all others are the complaint.
 * @example asksAboutComplaints('窗口的人态度恶劣，跟谁反映') // true
 * @example asksAboutComplaints('我的货被你们压了半个月没人管') // false
 */
export function asksAboutComplaints(text: string): boolean {
  return asksHow.test(text);
}

/** What is complained of, in a question: 去哪投诉窗口态度差. */
const wrong = /态度|骂|吼|凶|乱|刁难|红包|好处|压[了着]|拖|不办|不给|推诿|恶劣|欺负|打人|不理|没人|差$/u;

/**
 * Whether words tell of something that is wrong, without the word for a complaint.
 * @example isGrievance('我的货被你们压了半个月没人管') // true; 放在一号窗口 is none
 */
export function isGrievance(text: string): boolean {
  return wrong.test(text) || rhetorical.test(text);
}

const yesOrNo = /(?:吗|么|嘛|不|没)[?？]?$/u;
/** 就这么对待老百姓吗 asks for nothing. */
const rhetorical = /凭什么|这么|居然|竟|就这|不管|不理|没人|乱|骂|差|拖|压|还有/u;
const longestQuestion = 20;

/**
 * Whether words that are like a complaint only ask, or tell of one that is not made, so that there is nothing to keep: 投诉归谁管, 熏蒸收费吗,
 * 等我想好了再投诉.
 * @example asksOrTellsOnly('窗口的人态度恶劣，跟谁反映') // false
 */
export function asksOrTellsOnly(text: string): boolean {
  const said = text.slice(0, longestRead);
  if (complains(said)) return false;
  if (!couldComplain.test(said)) {
    const isQuestion =
      yesOrNo.test(said) ||
      /怎么(?:看|查|办|弄|收|认|当|辨)|怎么样|如何|能不能|什么|多少|哪|谁(?:收|管|承担|负责|出)|[找跟向]谁|电话$/u.test(
        said,
      );
    return (
      isQuestion && said.length <= longestQuestion && !rhetorical.test(said) && !wrong.test(said.replace('态度', ''))
    );
  }
  const isAsked = asksHow.test(said) || asksOfIt.test(said) || asksFor.test(said) || /问|咨询|了解|打听/u.test(said);
  return (isAsked && !wrong.test(said)) || (isNotNow.test(said) && !rhetorical.test(said));
}

const wants =
  /(?:要|想|来|得|必须)(?:匿名|悄悄)?(?:向你们)?(?:投诉|举报|反映|检举|揭发|控告)|^匿名(?:投诉|举报|反映|检举|揭发)/u;
const asks = /[吗么嘛？?]|怎么|如何|哪里|会不会|能不能|可不可以|是不是/u;

/**
 * Whether somebody complains or reports, and wishes not to be named: they do not ask how that is done.
 * @example reportsUnnamed('我要投诉，不要告诉别人我的名字') // true
 * @example reportsUnnamed('匿名举报给反馈吗') // false
 */
export function reportsUnnamed(text: string): boolean {
  return wishIn(text) !== null && wants.test(text) && !asks.test(text);
}
