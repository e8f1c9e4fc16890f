import type { Content, Intent } from '../../domain/content/content.js';
import { normalise } from './normalise.js';

const cachedRules = new WeakMap<Pick<Content, 'intents'>, ReadonlyMap<string, Intent>>();

/**
 * @param words in one shape, as `normalise` gives them
 * @returns the intent that they mean by rule, being one of its exact words and nothing else
 * @example intentByRule('人工！', content) // the intent `person`
 */
export function intentByRule(words: string, content: Pick<Content, 'intents'>): Intent | null {
  const bare = bareOf(words);
  return bare === '' ? null : (rulesOf(content).get(bare) ?? null);
}

function rulesOf(content: Pick<Content, 'intents'>): ReadonlyMap<string, Intent> {
  const cached = cachedRules.get(content);
  if (cached) return cached;
  const rules = new Map(
    content.intents.flatMap((intent) => intent.exact.map((words) => [ruleWords(words), intent] as const)),
  );
  cachedRules.set(content, rules);
  return rules;
}

/** @returns exact words as they are compared; two that come to the same are one rule */
export function ruleWords(words: string): string {
  return bareOf(normalise(words));
}

/** Without case, blanks and signs. */
function bareOf(words: string): string {
  return words.toLowerCase().replace(/[\s\p{P}]/gu, '');
}
