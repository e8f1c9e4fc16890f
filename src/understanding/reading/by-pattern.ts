import type { Content, Intent } from '../../domain/content/content.js';
import { bareWords } from '../../domain/language/said-pattern.js';
import { PatternRules } from './pattern-rules.js';

/** Whoever writes more tells of something, and only mentions what a pattern looks for. */
const longestLooked = 30;

const cachedRules = new WeakMap<Pick<Content, 'intents'>, PatternRules<Intent>>();

/**
 * @param words in one shape, without what was denied
 * @returns the intent whose patterns (`said`) stand somewhere in the words; null for none
 * @example intentByPattern('我七十多了，不会用手机', content) // the intent `person`
 */
export function intentByPattern(words: string, content: Pick<Content, 'intents'>): Intent | null {
  return words.length > longestLooked ? null : rulesOf(content).find(bareWords(words));
}

function rulesOf(content: Pick<Content, 'intents'>): PatternRules<Intent> {
  const cached = cachedRules.get(content);
  if (cached) return cached;
  const rules = new PatternRules(
    content.intents.map((intent) => ({ means: intent, patterns: intent.said })),
    content.intents.flatMap(({ unless }) => unless),
  );
  cachedRules.set(content, rules);
  return rules;
}
