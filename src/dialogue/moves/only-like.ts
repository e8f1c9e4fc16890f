import type { Intent } from '../../domain/content/content.js';
import { complaintsLine } from '../../domain/hotline/line-id.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { isOfOthers } from './to-complaint.js';

/** Nobody dies of it: 热死人了, 吓死人了. */
const idiom = /[急坑害吓烦气笑热冷冻累忙愁困饿贵馋吵闷堵撑渴晒]死(?:个)?人/u;
/** Whoever says so wants somebody. */
const upset = /[急愁烦气]死(?:个)?人了/u;
/** What stands beside words of praise or thanks that are none: 厉害了，一个星期还没放; 头疼得厉害; 谢谢你们拖了我半个月. */
const noPraise =
  /[疼痛烧晕吐拖罚扣拉堵骂痒咳]|没(?!想到|的说|得说|话说|毛病)|不(?:会|行|能|给|办|好)|[啥什][么]?[也都]|又|白跑|等了|半个?月|星期|[几两三四五六七八九十]天|有(?:啥|什么)用|可真|真行/u;
/** Goods alone: whoever types 进口钢琴 looks for what it takes. */
const goods = /^(?:进口|出口)\p{Script=Han}{1,5}$/u;

/**
 * What words are only like, and do not mean: an idiom is no cry for help, irony and pain are no praise, a name of goods is no complaint, and a complaint of
 * others is none of ours.
 * @returns where they lead instead, null for nowhere; undefined where they mean what they are like
 */
export async function onlyLike(intent: Intent, heard: Heard, context: TurnContext): Promise<Move | null | undefined> {
  const { said } = heard;
  if (intent.danger && upset.test(said)) return { kind: 'line', line: 'general' };
  if (intent.danger) return idiom.test(said) ? null : undefined;
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
