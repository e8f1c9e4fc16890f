import type { Danger } from '../../domain/content/danger.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';

/** Who helps besides (心理援助热线), where a life is in danger. */
export function helpLines({ help, isEnglish }: Danger, { turn }: TurnContext): readonly Sentence[] {
  const isVoice = turn.can.medium === 'voice';
  // A breath is taken where the number has a hyphen.
  const breath = isEnglish ? ', ' : '，';
  return help.map(({ name, phone, hours }) =>
    sentence('danger.help', { name, phone: isVoice ? phone.replaceAll('-', breath) : phone, hours }),
  );
}

/**
 * Who helps besides is told only after a round in vain, where telephones could ring at once: they ring only after what is said.
 * @returns nothing to say where it was told, or there is nobody
 */
export function helpUntold(context: TurnContext): { readonly told: readonly Sentence[]; readonly remembers?: Memory } {
  const { helpUntold: id, ...danger } = context.conversation.memory?.danger ?? {};
  const kind = context.content.dangers.kinds.find((one) => one.id === id);
  if (!kind || !('caseNo' in danger)) return { told: [] };
  return { told: helpLines(kind, context), remembers: { danger } };
}
