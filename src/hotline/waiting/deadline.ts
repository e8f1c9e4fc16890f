import type { HotlineRules } from '../../domain/hotline/rules.js';
import type { Wait } from '../../domain/hotline/waiting.js';

type Limits = Pick<HotlineRules, 'maxWaitSeconds' | 'maxWaitNobodySeconds'>;

/**
 * When a wait ends, whatever happens: after the longest wait, or sooner once nobody was there for the line.
 * @returns ms since 1970
 * @example since 10:00 with 600 s, nobody there since 10:02 with 60 s: 10:03
 */
export function endOf({ since, nobodySince }: Pick<Wait, 'since' | 'nobodySince'>, rules: Limits): number {
  const latest = since + rules.maxWaitSeconds * 1000;
  return nobodySince === undefined ? latest : Math.min(latest, nobodySince + rules.maxWaitNobodySeconds * 1000);
}
