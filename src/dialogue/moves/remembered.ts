import { type Memory, rememberedMs } from '../../domain/conversation/memory.js';
import type { TurnContext } from '../turn/context.js';

/** What the conversation was about in the last minutes: what is older is no longer meant. */
export function remembered({ conversation: { memory = {} }, turn }: TurnContext): Memory {
  const isRecent = (one: { readonly at: number } | undefined): boolean =>
    one !== undefined && turn.at - one.at <= rememberedMs;
  const { subject, record, form, open, english } = memory;
  return {
    ...(isRecent(subject) && { subject }),
    ...(isRecent(record) && { record }),
    ...(isRecent(form) && { form }),
    ...(isRecent(open) && { open }),
    ...(isRecent(english) && { english }),
  };
}

/** Whether the last answer was in English. */
export function isInEnglish({ subject, record, english }: Memory): boolean {
  return english !== undefined && english.at >= Math.max(subject?.at ?? 0, record?.at ?? 0);
}

/** Whether the record was told after the matter was asked about: what is asked now is asked of it. */
export function isAboutRecord({ subject, record }: Memory): boolean {
  return record !== undefined && record.at >= (subject?.at ?? 0);
}
