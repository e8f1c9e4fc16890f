import type { Content, Intent } from '../../domain/content/content.js';
import { asksForSomebody } from './asked-for.js';
import { PatternRules } from './pattern-rules.js';

const cachedRules = new WeakMap<Pick<Content, 'intents'>, PatternRules<Intent>>();

/**
 * @param bare as `bareWords` gives them, without what was denied
 * @returns the intent whose patterns (`said`) stand somewhere in the words, or a person's where somebody is asked for by name; null for none
 * @example intentByPattern('我七十多了不会用手机', content) // the intent `person`
 */
export function intentByPattern(bare: string, content: Pick<Content, 'intents'>): Intent | null {
  const found = rulesOf(content).find(bare);
  if (found !== null || !asksForSomebody(bare)) return found;
  return content.intents.find(({ leadsTo }) => leadsTo.kind === 'person') ?? null;
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
