import { wishIn } from './case-words.js';

const word = '(?:投诉|举报|检举|控告|揭发|告发|告状|信访|上访)';
const them = '(?:你们|您们|他们|她们|他|她)';
/** What may stand between a wish and what is wished: 我要正式向你们局长投诉. */
const how =
  '(?:再|也|先|就|匿名|实名|悄悄|书面|当面|正式|立案|登记|提出|提个?|做个?|进行|(?:向|跟|找|对|去|到|打)(?!谁|哪|什么|啥)[\\p{Script=Han}\\d]{1,6}?|一下|个|一个)';
/** 我要投诉, 我来投诉, 我得向你们领导投诉; not 我要查投诉. */
const wished = new RegExp(`(?:要|想|来|得|必须|只好|只能)${how}{0,3}(?:${word}|告${them})`, 'u');
/** 帮我投诉, 登记一个投诉, 我就投诉你们, 去总局告你们. */
const asked = new RegExp(
  `(?:帮|给|替)(?:我们?|咱们?|俺)(?:登记|记录|记|办|提)?(?:一下|一个|个)?${word}|(?:登记|记录|记下|受理)(?:一下|一个|个|我们?的?)*${word}|(?:${word}(?:一下|死)?|告)(?:你们|您们|他们|她们)|我们?(?:就|可|真|会|只好)*投诉(?:了|啦)?$`,
  'u',
);
/** What is not the thing complained of, where a message begins with it: 投诉电话, 投诉多久, 投诉没有回音. */
const notThing =
  '(?:的|了|后|以|之|过|完|电话|座机|热线|号|编号|流程|程序|进度|结果(?!造|作|不|太|是假|有问题)|处[理置]|办(?!事)|回复|回音|回应|反馈|答复|受理|多|几|怎|咋|如|要|应|该|需|用|有(?!人(?:在|卖|走|用|伪|造|假|收|偷|乱|私|倒|把))|没|不|别|被|管|会|可|能|是|在|归|属|材料|渠道|方式|方法|[部科处室股组](?:门|电话|的?电话|在|怎|有|是|几|$)|信(?!息|用)|邮箱|邮寄地址|件|期限|状态|和|与|跟|撤|取消|到|往|去|找|哪|谁|什么|啥|举|投|举报|窗口(?:在|是|几|电话|的电话|怎|有|$)|地址|平台|中心|人$|人(?:的|多|要|能|可|会)|记录|单(?!证)|书|表|查(?!验)|催|进|上|已|早|一直|还|都|才|也|又|建议|咨询|留言|吗|么|呢|吧|啊)';
const begins = new RegExp(`^(?:我|请|麻烦|喂|你好)?(?:投诉|举报)(?!${notThing})(?:\\p{Script=Han}{2}|[你他她]$)`, 'u');

/** What is asked of complaining itself: 怎么投诉, 投诉找谁, 能投诉吗. */
const asksOfIt = new RegExp(
  [
    `(?:怎么|怎样|咋|如何|哪(?:里|儿|个|些|)|[找跟向问给]谁|谁|什么(?:地方|部门|电话)?|多久|是否|有没有|是不是|[可能会要该用]不[可能会要该用]以?)(?:(?!我)[^\\s\\p{P}]){0,6}${word}`,
    `${word}(?:一下|你们|的话|的|了|事|该|应该|可以|需要|要|一般|得|应|有|是|先|去|在|到|往)*(?:怎么(?!办事|[这那还没不会能敢回])|咋|如何|哪|[找跟向问打](?:谁|哪|什么)|多久|多长|多少|几天|什么时候|什么(?:材料|流程|手续|电话|$)|啥(?:材料|流程|手续|$)|流程|有没有|会不会|行不行|管用|有用)`,
    `(?:能|可以|想)[^\\s\\p{P}]{0,6}${word}[^\\s\\p{P}]{0,3}(?:吗|么|嘛|不)$`,
    `${word}(?:${them})?(?:可以|行|能|好|管用|有用)?(?:吗|么|嘛|不)$`,
  ].join('|'),
  'u',
);
/** What somebody asks for of a complaint, and no complaint: 我要投诉电话, 我要看投诉结果. */
const asksFor = new RegExp(
  `${word}(?:的|处理|办理)*(?:电话|座机|热线|号码|编号|号|进度|进展|结果|流程|程序|渠道|方式|信箱|邮箱|地址|部门|记录|回执|状态|办法|材料|表|表格)(?:是)?(?:多少|什么|几号)?$`,
  'u',
);
/** What is supposed, was before, or is another's: 要投诉的话, 投诉过, 客户要投诉我们. */
const isNotNow = new RegExp(
  `如果|要是|假如|假设|万一|${word}的话|${word}过|(?:上次|上回|昨天|前天|之前|以前|上周|上个?月|曾经?)[^\\s\\p{P}]{0,4}来?${word}(?:了|的|过)|(?:客户|别人|有人|人家|买家|顾客|消费者|对方)[^\\s\\p{P}]{0,3}(?:要|想|来)?${word}|被[^\\s\\p{P}]{0,4}${word}|(?:不|没|别|甭|撤销|撤回|取消|撤)(?:想|要|打算|准备|再|去)*${word}`,
  'u',
);
const clauses = /[\s，。；：！,;:!、…]+/u;
/** A clause that says only that somebody complains; what they ask beside it is about that. */
const bareWish = new RegExp(`${word}(?:你们|了|的|啊|呀|呢|吧|一下)*$`, 'u');

/**
 * Whether somebody says that they complain or report now, in whatever words: it is a case (工单), whatever else the words speak of. Who only
 * asks how that is done, or what came of an earlier one, does not; nor does who supposes it, or takes it back.
 * @param words without what was denied: 我不是要投诉
 * @example complains('我要投诉你们取消了我的预约') // true
 * @example complains('投诉多久有回音') // false
 */
export function complains(words: string): boolean {
  if (!couldComplain.test(words)) return false;
  const parts = words.split(clauses).filter((one) => one !== '');
  const declaring = parts.filter((one) => declares(one) && !isNotNow.test(one));
  // 投诉：检疫员态度不好
  const isHeaded = parts.length > 1 && headed.test(parts[0] ?? '') && !asksAboutComplaints(parts[1] ?? '');
  if (declaring.length === 0) return isHeaded;
  return declaring.some((one) => !bareWish.test(one)) || !asksOnlyHow(parts.filter((one) => !declaring.includes(one)));
}

const couldComplain = new RegExp(`${word}|告${them}`, 'u');
const headed = /^(?:投诉|举报)$/u;

function declares(clause: string): boolean {
  const isDeclared = wished.test(clause) || asked.test(clause) || begins.test(clause);
  return isDeclared && !asksOfIt.test(clause) && !asksFor.test(clause);
}

/** Whether there is something beside a complaint, and all of it asks how that is done. */
function asksOnlyHow(parts: readonly string[]): boolean {
  return parts.length > 0 && parts.every(asksAboutComplaints);
}

const asksHow =
  /怎么(?:投诉|举报|反映|检举|办|弄|写|提|走|查|算|证明|赔|退|联系|找|交|夸|告诉|核|处理)|如何|哪(?:里|儿|个|家|些|去|投|举|反)|[找跟向问给]谁|谁(?:管|负责)|归谁|多久|多长时间|几天|多少(?:钱|天)|什么时候|(?:电话|号码)(?:是|多少|是多少|几号|是几号)?$|(?:会|能|可)不[会能可]|可以(?:投诉|举报|匿名|直接|不)|是不是|要不要|算不算|(?:我|应?)该(?:找|去|打|怎|不该)|奖励|流程|材料|[吗么][。？?！!]?$/u;

/**
 * Whether words about a complaint only ask how it is made and what comes of it; all others are the complaint.
 * @example asksAboutComplaints('窗口的人态度恶劣，跟谁反映') // true
 * @example asksAboutComplaints('我的货被你们压了半个月没人管') // false
 */
export function asksAboutComplaints(text: string): boolean {
  return asksHow.test(text);
}

const ofComplaining = new RegExp(
  `${word}|请问|如果|要是|的话|你们|咱们|我们|我|想|要|得|问|知道|了解|一下|可以|能|会|不|应该|应|该|需要|需|去|在|到|向|找|打|跟|把|有没有|有|是|的|了|呢|啊|吗|么|嘛|吧|怎么|怎样|咋|如何|哪里|哪儿|哪个|哪|谁|归|管|负责|什么|啥|几楼|几号|多少|多久|办|弄|电话|热线|号码|材料|流程|手续|程序|窗口|部门|地方|渠道|方式|先|个|[\\s\\p{P}]`,
  'gu',
);

/**
 * Whether nothing is said but how one complains: no matter stands beside the question, and there is nothing to keep.
 * @example asksOnlyHowToComplain('投诉归谁管') // true
 * @example asksOnlyHowToComplain('窗口的人态度恶劣，跟谁反映') // false
 */
export function asksOnlyHowToComplain(text: string): boolean {
  const asksIt = asksHow.test(text) || asksOfIt.test(text) || asksFor.test(text) || /什么|啥|几|哪|谁/u.test(text);
  return asksIt && text.replace(ofComplaining, '') === '';
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
