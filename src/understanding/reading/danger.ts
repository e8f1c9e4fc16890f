import type { Danger, Dangers } from '../../domain/content/danger.js';
import { PatternRules } from './pattern-rules.js';

const cachedRules = new WeakMap<Dangers, PatternRules<Danger>>();

/**
 * @param bare as `bareWords` gives them
 * @returns the danger to a life that words speak of, by rule; null for none
 * @example dangerIn('我不想活了', content.dangers) // the danger `self-harm`; '想死你了' is none
 */
export function dangerIn(bare: string, dangers: Dangers): Danger | null {
  return rulesOf(dangers).find(bare);
}

function rulesOf(dangers: Dangers): PatternRules<Danger> {
  const cached = cachedRules.get(dangers);
  if (cached) return cached;
  const kinds = dangers.kinds.map((danger) => ({ means: danger, patterns: danger.signs }));
  const rules = new PatternRules(kinds, dangers.harmless);
  cachedRules.set(dangers, rules);
  return rules;
}
