import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import type { RingPlan } from '../../domain/hotline/ring-plan.js';
import { sentence } from '../../domain/language/phrases.js';
import { planRing } from '../../hotline/ring-plans.js';
import { onDuty } from '../../hotline/roster/on-duty.js';

/** What a caller gets when the service itself cannot answer: a person, or a message that is kept. */
export interface Apology {
  /** Said before somebody is rung. */
  readonly words: string;
  /** Those who are on duty for the general line; null when nobody is. */
  readonly plan: RingPlan | null;
  /** Said before a message is taken because nobody is there. */
  readonly unattended: string;
  /** Said before a message is taken because nobody took the call. */
  readonly unanswered: string;
  /** Said when a message was kept. */
  readonly kept: string;
  /** Said at the end, when nobody took the call and no message was left. */
  readonly after: string;
}

/**
 * Words an apology and plans whom to ring. It needs no database and no conversation: who is on duty is content.
 * @param at when somebody is to be rung, in ms since 1970; null: nobody knows when, so that everybody is rung who answers the line at some time
 * @throws Error when the content has no general line, which `yibo lint` refuses
 */
export function apologyIn(content: Content, at: number | null): Apology {
  const general = content.lines.get('general');
  if (!general) throw new Error(`content ${content.version} has no general line`);
  const say = (...phrases: ('sorry' | 'sorry.unattended' | 'sorry.kept' | 'message.record' | 'fallback.after')[]) =>
    phrases.map((phrase) => word(content, 'voice', sentence(phrase))).join('');
  const staff = at === null ? general.staff : onDuty(content, general.id, at);
  return {
    words: say('sorry'),
    plan: planRing(general.id, staff, content.hotline.ringSeconds),
    unattended: say('sorry.unattended', 'message.record'),
    unanswered: word(content, 'voice', sentence('handoff.unanswered', { line: general.name })) + say('message.record'),
    kept: say('sorry.kept'),
    after: say('fallback.after'),
  };
}
