import { type Memory, rememberedMs } from '../../domain/conversation/memory.js';
import type { TurnContext } from '../turn/context.js';

/** What the conversation was about in the last minutes: what is older is no longer meant. */
export function remembered({ conversation: { memory = {} }, turn }: TurnContext): Memory {
  const isRecent = (one: { readonly at: number } | undefined): boolean =>
    one !== undefined && turn.at - one.at <= rememberedMs;
  const { subject, record, form, open } = memory;
  return {
    ...(isRecent(subject) && { subject }),
    ...(isRecent(record) && { record }),
    ...(isRecent(form) && { form }),
    ...(isRecent(open) && { open }),
  };
}

/** Whether the record was told after the matter was asked about: what is asked now is asked of it. */
export function isAboutRecord({ subject, record }: Memory): boolean {
  return record !== undefined && record.at >= (subject?.at ?? 0);
}
