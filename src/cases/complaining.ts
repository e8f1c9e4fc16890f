import { wishIn } from './case-words.js';

/*
 * Each pattern looks at one clause, and every repetition in it is bounded: what callers write may be long, and is read before all else.
 */
const word = '(?:投诉|举报|检举|控告|揭发|告发|告状|信访|上访)';
const them = '(?:你们|您们|他们|她们)';
/** 告你们; not 报告你们, 转告你们, 告你们一声. */
const sue = `(?<![报转公广警预忠通被劝禀申])告死?${them}(?!一声|[诉知个])`;
/** What may stand between a wish and what is wished: 我要正式向你们局长投诉. */
const how =
  '(?:再|也|先|就|匿名|实名|悄悄|书面|当面|正式|立案|登记|提出|提个?|做个?|进行|继续|(?:向|跟|找|对|去|到|打)(?!谁|哪|什么|啥)[\\p{Script=Han}\\d]{1,6}?|一下|个|一个)';
const other =
  '(?<!代表|帮|替|代|给)(?:[他她]|客户|别人|有人|人家|买家|顾客|消费者|对方|朋友|邻居|亲戚|同学|同行|打假人|孩子他?[爸妈])';

/** 我要投诉, 我来投诉, 我得向你们领导投诉; not 我要查投诉, nor 他要投诉, 没说要投诉. */
const wished = new RegExp(
  `(?<![不没别甭]|没(?:啥|什么|有)|[不没]想|没说|懒得|[该要]不|${other}(?:说|也|还|跟我说)?)(?:要|想|来|得|必须|只好|只能)${how}{0,3}(?:${word}|${sue})`,
  'u',
);
/** 帮我投诉, 替我妈投诉, 登记一个投诉; not 别给我登记投诉. */
const asked = new RegExp(
  `(?<!别|不用|不要|不必|谢你?们?)(?:帮|给|替|代)(?:(?![转换查接问])\\p{Script=Han}){1,4}?(?:登记|记录|记|办|提|来)?(?:一下|一个|个)?${word}|(?<![不用别要我]|不要)(?:登记|记录|记下|(?:请|帮我|给我)受理)(?:一下|一个|个|我们?的?){0,2}${word}`,
  'u',
);
/** 我就投诉你们, 投诉他们, 去总局告你们, 我投诉到总局; not 我投诉你们的编号. */
const aimed = new RegExp(
  `(?:^|[我那就去来要都并死局])(?:投诉|举报)(?:一下)?${them}(?!的(?:事|编号|号|进度|结果)|上次)|${sue}|我(?:就|可|真|只好)?投诉(?:到|定|$|[了啦]$)`,
  'u',
);
/** 非投诉不可, 不投诉不行, 现在就投诉: whatever else is said. */
const forced = new RegExp(
  `非(?:得|要)?${word}你?们?不可|[不没]得不${word}|不能不${word}|不${word}(?:不行|怎么行|不成|哪行)|(?<!等|下次|明天|改天|回头|以后)(?:今天|现在|这次|这回|马上)我?(?:就|要|就要|必须|非得|还要){1,2}(?:再|继续)?${word}|本来不想${word}.{0,4}(?:可|但|谁知|结果|你们)|不想${word}都不行`,
  'u',
);
/** 再不处理我就投诉, 要是今天不给答复我就投诉: a threat, and no supposition. */
const threat = new RegExp(
  `(?:[再还]不|不[给办处解管理放答道赔]|没人).{1,12}(?:就|要|只好|会)(?:再|去|向.{1,4})?(?:${word}|${sue})(?!${word}|.{0,3}(?:吗|么|怎|行))`,
  'u',
);
/** What came of an earlier one, or what is only named: 查投诉, 我的投诉, 投诉的事, 投诉编号忘了, 转投诉. */
const spokenOf = new RegExp(
  [
    `(?:查|看|问|催|跟进|了解|转|换|接|找|听说|处理|收到|有)[^\\s\\p{P}]{0,4}${word}(?!要提)|(?:[的份函]|我那|那个|这个)${word}|${word}(?:函|得|查得|显示|有没有|近度|进度(?!太|慢|不))`,
    `${word}.{0,16}(?:以后|之后|的那?件?事(?![情儿])|那件事|办结|查[询寻]|下文|没信儿)|${word}的(?:那|这|[a-z])|没(?:有)?出具`,
    `${word}(?:${them})?(?:的)?(?:事(?![情儿])|[信件](?!息|用)|编号|号|单(?!证)|回复|回音|答复|反馈|状态|受理|办理|处理(?![^\\s\\p{P}]{0,4}[太慢不])|记录|内容|范围|须知|热线(?!打|没|占)|电话(?!打|没|占|一直)|渠道|邮箱|率|科(?![长员])|和|与|跟)|${word}[了过后完](?!$)|${word}(?:之后|以后|完了)`,
    `^${word}(?:结果(?!造|作|不|太|是假|有问题)|进度(?!太|慢|不)|进展|没(?:有)?(?:回|消息|结果|下文|动静|人(?:回|理|管)))`,
  ].join('|'),
  'u',
);
/** 我有一个投诉, 我这有投诉要提. */
const have = new RegExp(`我们?(?:这|这儿|这里|还)?有(?:一?个|一?件)?(?:事|问题)?(?:要|想)?${word}(?:要提|要说)?`, 'u');

/** 我要投诉找谁, 我想投诉可以吗: whoever says so has a complaint, and is not only told where. */
const wishedAndWhere = new RegExp(
  `我(?:就|真)?(?:要|想|得)?${word}(?:一下|你们)?我?(?:可以吗|行[吗不]|行不行|成吗|去哪|在哪|找谁|跟谁|向谁)`,
  'u',
);
/** What is asked of complaining itself: 怎么投诉, 投诉要什么材料, 能投诉吗. */
const asksOfIt = new RegExp(
  [
    `(?:怎么|怎样|咋|如何|哪(?:里|儿|个|些|)|[找跟向问给]谁|谁|什么(?:地方|部门|电话)?|多久|是否|有没有|是不是|应不应该|[可能会要该用]不[可能会要该用]以?|管不管|管|受理)(?:(?!我)[^\\s\\p{P}]){0,6}(?:${word}|告${them})`,
    `${word}(?:${them})?[了的]?(?:一般|应该|[该应要得需先是有]|需要|可以|的话)?(?:去|在|到|往|准备|提供|带|交)?(?:怎么(?:投诉|举报|办(?!事)|弄|做|走|写|填|提|联系|操作|弄)|咋|如何|哪|[找跟向问打](?:谁|哪|什么|我)|多久(?!了|都)|多长|多少|几天|什么时候|(?:什么|啥|嘛)(?:材料|流程|手续|电话|东西|$)|有没有(?!搞错)|会不会|行不行|管用|有用|能不能)`,
    `${word}(?:流程|程序)|(?:(?<!我[要想得])${word}|告${them})[^\\s\\p{P}]{0,10}(?:吗|么|嘛|不|归谁管)[?？]?$`,
  ].join('|'),
  'u',
);
/** What somebody asks for of a complaint, and no complaint: 我要投诉电话, 我要看投诉结果. */
const asksFor = new RegExp(
  `${word}(?:的|处理|办理){0,2}(?:电话|座机|热线|号码|编号|号|进度|进展|结果|流程|程序|渠道|方式|联系方式|信箱|邮箱|地址|部门|记录|回执|状态|办法|材料|表|表格|奖励|奖金|须知|范围|条例|办法|调查问?卷?)(?:是)?(?:多少|什么|几号)?(?:[^\\s\\p{P}]{0,4}记[一下]{1,2})?$`,
  'u',
);
/** What is supposed, put off, was before, or is another's: 要投诉的话, 下次再投诉, 投诉过, 客户要投诉我们. */
const isNotNow = new RegExp(
  [
    `(?:如果|(?<!主)要是|假如|假设|万一|要不是|等.{1,8}再|下次|明天|改天|回头|以后)(?:(?!现在|这次|今天).){0,16}${word}|${word}的话`,
    `(?:上次|上回|昨天|前天|之前|以前|上周|上个?月|星期.|曾经?)(?:(?!要|想|现在).){0,6}${word}(?:了|的|过)?(?!.{0,14}(?:要|继续|再|还)${word})|${word}过(?!.{0,16}(?:要|再|继续).{0,2}${word})`,
    `${other}(?:说了?|也|还)?(?:要|想|来)?${word}(?:了|过)?|(?:领导|老板|单位)(?:说|要|想|说要|说想)${word}|(?:投诉|举报|告)了?我们(?!公司|老板|单位|厂|领导|经理|店)|(?:刚才|本来|原来|原本).{0,4}${word}的|被[^\\s\\p{P}]{0,4}${word}|应付.{0,4}${word}`,
    `(?:不|没|别|甭|撤销|撤回|取消|撤|犯不[上着]|懒得|没(?:啥|什么|有)(?:要|想)?|哪[里儿]?敢|没必要|不至于)(?:想|要|打算|准备|再|去|说|给我|帮我|登记|记|用|是){0,3}${word}|${word}(?:的事)?(?:就|先|还是)?(?:不用|算了|免了|放一放|放放|不了|错了|成功)`,
  ].join('|'),
  'u',
);
/** Not now where nothing is said to be so all the same: 我替我妈投诉, 我朋友… is told of. */
const forOther = /[帮替代给]我?(?:俺)?(?:爸|妈|父母|老人|老公|老婆|爱人|孩子|朋友|邻居|同事|公司|单位|客户)/u;
const takenBack = /(?:算了|不投诉了|不举报了|不用了|没事了|不说了)[吧啦了]?$/u;
const clauses = /[\s，。；：！,;:!、…?？]+/u;
const couldComplain = new RegExp(`${word}|告死?${them}`, 'u');
/** What somebody tells beside the question how they complain: 怎么投诉你们啊，我都等了一上午了. */
function isTold(clause: string): boolean {
  const isMatter = (clause.length >= shortestMatter || harm.test(clause)) && !anyWord.test(clause);
  return isMatter && !asksAboutComplaints(clause) && !questions.test(clause) && !isPolite.test(clause);
}

function asksOfComplaining(clause: string): boolean {
  return asksOfIt.test(clause) && !isNotNow.test(clause);
}

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

const anyWord = new RegExp(word, 'u');

const sayingSo = new RegExp(
  `(?:我们?|咱们?|俺)?(?:[要想来得]|必须|准备|决定|向你们|跟你们|帮我|给我|实名|匿名){0,4}${word}(?:一下|一个|个)?|(?:帮|替|让|叫|代)(?:我|他|她)?|我(?:爸|妈|老板|领导|朋友|老公|老婆|单位|公司|可不可以|能不能)?|[他她来]|[\\s\\p{P}]`,
  'gu',
);

/** @returns what is complained of, without the words that say so, and who does: 饭店用地沟油 of 饭店用地沟油，我要举报 */
export function complainedOf(said: string): string {
  return said.slice(0, longestRead).replace(sayingSo, ' ').replace(/\s+/gu, ' ').trim();
}
const questions = /奖|什么|哪|怎么样|多少|还是归|有没有|区别|不同|[吗么嘛]$/u;

const asksHow =
  /怎么(?:投诉|举报|反映|检举|告|办(?!事)|弄|写|提|走|查|算|证明|赔|退|联系|找|交|夸|告诉|核|处理)|如何|哪(?:里|儿|个|家|些|去|投|举|反)|[去在]哪|几楼|[找跟向问给]谁|谁(?:管|负责)|归谁|还是你们|多久(?!了|都)|多长时间|几天|多少(?:钱|天)|什么时候|(?<!接|打)(?:电话|号码)(?:是|多少|是多少|几号|是几号)?$|(?:会|能|可)不[会能可]|可以(?:投诉|举报|匿名|直接|不)|是不是|要不要|算不算|(?:我|应?)该(?:找|去|打|怎|不该)|奖励|流程|材料|须知|什么地[址方]|怎么领|有什么|有没有(?!搞错)|还是归|区别|不同|[吗么][。？?！!]?$/u;

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
const longestQuestion = 14;

/**
 * Whether words that are like a complaint only ask, or tell of one that is not made, so that there is nothing to keep: 投诉归谁管, 熏蒸收费吗,
 * 等我想好了再投诉.
 * @example asksOrTellsOnly('窗口的人态度恶劣，跟谁反映') // false
 */
export function asksOrTellsOnly(text: string): boolean {
  const said = text.slice(0, longestRead);
  if (complains(said)) return false;
  if (!couldComplain.test(said)) {
    const isQuestion = yesOrNo.test(said) || /怎么(?:看|查|办|弄)|如何|能不能|什么|多少|哪/u.test(said);
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
