import type { CaseKind, CaseMessage, CaseWish } from '../domain/cases/case.js';
import { complaintsLine, type LineId } from '../domain/hotline/line-id.js';

const report = /举报|举發|舉報|检举|揭发|走私|线索/u;
const complaint = /投诉|投訴|告状|控告/u;
const praise =
  /(?:态度|服务|人)(?:真|挺|很|特别|非常|都|太){1,2}(?:好|棒|热情|耐心|周到)|(?<!不)(?:很|挺|非常|特别)满意|表扬|表揚|感谢信|锦旗|点赞|夸夸|夸一夸/u;
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
