import type { Intent } from '../../domain/content/content.js';
import type { Memory } from '../../domain/conversation/memory.js';
import type { TurnContext } from '../turn/context.js';

/** What was asked before. */
export interface Before {
  readonly question: string;
  readonly followUp?: string | undefined;
  /** What it was about; null while that is being asked back. */
  readonly intent: Intent | null;
}

/** What was asked last: of a matter that was understood, or of one that is being asked back. */
export function askedBefore({ subject }: Memory, context: TurnContext): Before | null {
  const { place } = context.conversation;
  if (place.at === 'options' && place.question !== undefined) return { question: place.question, intent: null };
  const intent = subject ? context.intent(subject.intent) : null;
  return subject && intent ? { question: subject.question, followUp: subject.followUp, intent } : null;
}
