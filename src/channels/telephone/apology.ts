import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import type { RingPlan } from '../../domain/hotline/ring-plan.js';
import { sentence } from '../../domain/language/phrases.js';
import { planRing } from '../../hotline/routing.js';

/** What a caller gets when the service itself cannot answer. */
export interface Apology {
  readonly words: string;
  /** The general line, rung without a whisper; null when it has nobody. */
  readonly plan: RingPlan | null;
  /** Said when nobody took the call. */
  readonly after: string;
}

/**
 * Words an apology and plans whom to ring. It needs no database and no conversation.
 * @throws Error when the content has no general line, which `yibo lint` refuses
 */
export function apologyIn(content: Content): Apology {
  const general = content.lines.get('general');
  if (!general) throw new Error(`content ${content.version} has no general line`);
  const say = (phrase: 'sorry' | 'fallback.after'): string => word(content, 'voice', sentence(phrase));
  return { words: say('sorry'), plan: planRing(general, 0, ''), after: say('fallback.after') };
}
