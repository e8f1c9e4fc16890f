import type { CaseKind, CaseMessage, CaseWish } from '../domain/cases/case.js';
import { complaintsLine, type LineId } from '../domain/hotline/line-id.js';

const report = /举报|举發|舉報|检举|揭发|走私|线索/u;
const complaint = /投诉|投訴|告状|控告/u;
const praise = /表扬|表揚|感谢信|锦旗|点赞|夸夸|夸一夸/u;
const suggestion = /建议|建議|意见箱|提个?意见|希望你们|能不能改/u;

/**
 * What kind a case is (工单类别), by the words that were left and the line they were left for; a colleague may correct it.
 * @example kindOf({ kind: 'text', text: '我要举报有人卖假证书' }, 'complaints') // 'report'
 */
export function kindOf(message: CaseMessage, line: LineId): CaseKind {
  const isForComplaints = line === complaintsLine;
  if (message.kind === 'recording') return isForComplaints ? 'complaint' : 'voicemail';
  const { text } = message;
  if (complaint.test(text)) return 'complaint';
  if (report.test(text)) return 'report';
  if (praise.test(text)) return 'praise';
  if (suggestion.test(text)) return 'suggestion';
  return isForComplaints ? 'complaint' : 'consultation';
}

const nobody =
  /匿名(?:举报|投诉|反映|留言|处理|的?[。！!.]?$)|(?:我|要|想|请|希望|能|可以)匿名|不(?:想|愿意?|便|方便)(?:透露|留|说|告诉)(?:我的)?(?:姓名|名字|身份|电话|真名|是谁)/u;
const named = /(?:取消|不要|不用|不|别|不是)匿名|改实名|匿名.{0,8}(?:吗|么|？|\?)/u;
const secret =
  /(?:请|要|务必|帮我|给我|一定|对我|内容|信息|身份|姓名|号码|电话)(?:要|给我|替我|帮我)?保密|保密处理|(?:不要|别|不能)(?:公开|泄露|透露|告诉|让).{0,6}(?:我|姓名|名字|身份|是谁)/u;

/**
 * Whether words wish that nobody, or nobody else, learns who left them.
 * @example wishIn('我要匿名举报') // 'anonymous'
 * @example wishIn('匿名举报给反馈吗') // null: it is asked, not wished
 */
export function wishIn(text: string): CaseWish | null {
  if (nobody.test(text) && !named.test(text)) return 'anonymous';
  return secret.test(text) ? 'confidential' : null;
}

const wants =
  /(?:要|想|来|得|必须)(?:匿名|悄悄)?(?:向你们)?(?:投诉|举报|反映|检举|揭发|控告)|^匿名(?:投诉|举报|反映|检举|揭发)/u;
const asks = /[吗么嘛？?]|怎么|如何|哪里|会不会|能不能|可不可以|是不是/u;

const asksHow =
  /怎么(?:投诉|举报|反映|检举|办|弄|写|提|走|查|算|证明|赔|退|联系|找|交|夸|告诉|核|处理)|如何|哪(?:里|儿|个|家|些|去|投|举|反)|[找跟向问给]谁|谁(?:管|负责)|归谁|多久|多长时间|几天|多少(?:钱|天)|什么时候|(?:电话|号码)(?:是|多少|是多少|几号|是几号)?$|(?:会|能|可)不[会能可]|可以(?:投诉|举报|匿名|直接|不)|是不是|要不要|算不算|(?:我|应?)该(?:找|去|打|怎|不该)|奖励|[吗么][。？?！!]?$/u;

/**
 * Whether words about a complaint only ask how it is made and what comes of it; all others are the complaint.
 * @example asksAboutComplaints('窗口的人态度恶劣，跟谁反映') // true
 * @example asksAboutComplaints('我的货被你们压了半个月没人管') // false
 */
export function asksAboutComplaints(text: string): boolean {
  return asksHow.test(text);
}

/**
 * Whether somebody complains or reports, and wishes not to be named: they do not ask how that is done.
 * @example reportsUnnamed('我要投诉，不要告诉别人我的名字') // true
 * @example reportsUnnamed('匿名举报给反馈吗') // false
 */
export function reportsUnnamed(text: string): boolean {
  return wishIn(text) !== null && wants.test(text) && !asks.test(text);
}
