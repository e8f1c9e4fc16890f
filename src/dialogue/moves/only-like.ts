import type { Intent } from '../../domain/content/content.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { isOfOthers } from './to-complaint.js';

/** Nobody dies of it: 热死人了, 吓死人了; but 集装箱里闷死人了 is meant. */
const idiom = /[急坑害吓烦气笑热冷冻累忙愁困饿贵馋吵闷堵撑渴晒]死(?:个)?人/u;
const deadly = /箱|柜|船|舱|仓|库|车间|罐|来人|救|[一二两三几\d]个|两/u;
/** Whoever says so wants somebody. */
const upset = /[急愁烦气]死(?:个)?人了/u;
/** What stands beside words of praise or thanks that are none: 厉害了，一个星期还没放; 头疼得厉害; 谢谢你们拖了我半个月. */
const noPraise =
  /[疼痛烧痒咳].{0,3}厉害|[拖罚骂]得|拖了|还没|啥也不|什么[也都]不(?!懂)|又不(?:行|会|能|给|办)|白跑|排队排|有(?:啥|什么)用|可真行|真行啊/u;
/** Goods alone: whoever types 进口钢琴 looks for what it takes. */
const goods = /^(?:进口|出口)(?!.*(?:[假毒病]|走私|冒牌|垃圾|僵尸|过期))\p{Script=Han}{1,5}$/u;

/**
 * What words are only like, and do not mean: an idiom is no cry for help, irony and pain are no praise, a name of goods is no complaint, and a complaint of
 * others is none of ours.
 * @returns where they lead instead, null for nowhere; undefined where they mean what they are like
 */
export async function onlyLike(intent: Intent, heard: Heard, context: TurnContext): Promise<Move | null | undefined> {
  const { said } = heard;
  if (intent.danger && upset.test(said)) return { kind: 'line', line: 'general' };
  if (intent.danger) return idiom.test(said) && !deadly.test(said) ? null : undefined;
  if (intent.courtesy === 'praise' || intent.courtesy === 'thanks') return noPraise.test(said) ? null : undefined;
  if (intent.leadsTo.kind !== 'line' || intent.leadsTo.line !== complaintsLine) return undefined;
  if (isOfOthers(said)) return { kind: 'outside', intent: null, perhaps: intent };
  return goods.test(said) ? others(intent, heard, context) : undefined;
}

async function others({ id }: Intent, heard: Heard, context: TurnContext): Promise<Move | null> {
  const { options } = await context.understand(heard.text, { except: id });
  const intents = options.filter(({ leadsTo }) => leadsTo.kind !== 'line' || leadsTo.line !== complaintsLine);
  if (intents.length === 0) return null;
  return { kind: 'go', place: { at: 'options', intents: intents.map((one) => one.id), question: heard.withoutPerson } };
}
