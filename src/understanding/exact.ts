import type { Content, Intent } from '../domain/content/content.js';
import { normalise } from './normalise.js';

const known = new WeakMap<Content, ReadonlyMap<string, Intent>>();

/** @returns the intent that a message means by rule, for it is one of the intent's exact words and nothing else */
export function intentByRule(text: string, content: Content): Intent | null {
  const words = plain(text);
  return words === '' ? null : (rulesOf(content).get(words) ?? null);
}

function rulesOf(content: Content): ReadonlyMap<string, Intent> {
  const rules =
    known.get(content) ??
    new Map(content.intents.flatMap((intent) => intent.exact.map((word) => [plain(word), intent] as const)));
  known.set(content, rules);
  return rules;
}

function plain(text: string): string {
  return normalise(text.slice(0, 200))
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');
}
