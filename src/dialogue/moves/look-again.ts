import type { Memory } from '../../domain/conversation/memory.js';
import type { Heard } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { isAboutRecord } from './remembered.js';

const another =
  /^(?:我|那)?(?:还)?(?:想|要)?(?:再|继续|接着|重新)(?:查|看)(?:一?(?:个|次|辆|票|瓶|批|下|条)|别的|另外一?.)?[吧呢]?[\p{P}\s]*$/u;

/**
 * 再查一个, where something was looked up: the same form again, for another number.
 * @returns null where nothing was, or something else is said
 */
export function lookAgain({ said }: Heard, memory: Memory, context: TurnContext): Move | null {
  if (!another.test(said)) return null;
  const { place } = context.conversation;
  const told = place.at === 'answer' || place.at === 'form' ? place.form : undefined;
  const form = told ?? (isAboutRecord(memory) ? memory.record?.form : undefined);
  if (form === undefined || !context.content.forms.has(form)) return null;
  return { kind: 'go', place: { at: 'form', form, answers: {} } };
}
