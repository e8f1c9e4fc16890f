import type { Danger, Dangers } from '../../domain/content/danger.js';
import { bareWords } from '../../domain/language/said-pattern.js';
import { normalise } from './normalise.js';
import { PatternRules } from './pattern-rules.js';

/** Whoever is in danger says so at once. */
const longestLooked = 500;

const cachedRules = new WeakMap<Dangers, PatternRules<Danger>>();

/**
 * @returns the danger to a life that a text speaks of, by rule; null for none
 * @example dangerIn('嗯，我不想活了', content.dangers) // the danger `self-harm`; '想死你了' is none
 */
export function dangerIn(text: string, dangers: Dangers): Danger | null {
  return rulesOf(dangers).find(bareWords(normalise(text.slice(0, longestLooked))));
}

function rulesOf(dangers: Dangers): PatternRules<Danger> {
  const cached = cachedRules.get(dangers);
  if (cached) return cached;
  const kinds = dangers.kinds.map((danger) => ({ means: danger, patterns: danger.signs }));
  const rules = new PatternRules(kinds, dangers.harmless);
  cachedRules.set(dangers, rules);
  return rules;
}
