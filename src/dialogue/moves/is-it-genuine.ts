import type { Memory } from '../../domain/conversation/memory.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

const doubts = /假的|假货|假酒|真的吗|真的假的|真假|正品|真品|冒牌|水货/u;
/** What stands beside it and names nothing else: 那这瓶可能是假的吗. */
const beside =
  /假的|假货|假酒|真的|真假|正品|真品|冒牌|水货|请问|怎么|知道|可能|会不会|是不是|有没有|说明|查不到|没查到|[那这它该瓶酒车个辆是就会不也了啊呢吧吗么看查买到的我]|[\s\p{P}]/gu;
/** What is looked up by its label. */
const lookups: ReadonlySet<string> = new Set(['wine', 'car']);

/**
 * Whether the bottle or the car is genuine, asked while its label is looked up, or of the record that was just told: what a record says of it.
 * @example 查红酒, then 那可能是假的吗: not about forged certificates
 */
export function isItGenuine({ words }: Heard, { record }: Memory, context: TurnContext): Move | null {
  if (!doubts.test(words) || words.replace(beside, '') !== '') return null;
  const { place } = context.conversation;
  const isHere = place.at === 'form' || place.at === 'answer';
  const form = isHere ? place.form : record?.form;
  if (form === undefined || !lookups.has(context.content.forms.get(form)?.lookup ?? '')) return null;
  const genuine = sentence('record.genuine');
  if (place.at === 'form') return { kind: 'go', place, lead: [genuine] };
  const told = context.say(genuine, sentence('answer.choices'));
  return { kind: 'scene', scene: { place, replies: [context.choose(told, [])] } };
}
