import type { Danger, Dangers } from '../../domain/content/danger.js';
import { bareWords, patternSource } from '../../domain/language/said-pattern.js';
import { normalise } from './normalise.js';

/** Whoever is in danger says so at once. */
const longestLooked = 500;

interface Rules {
  /** All signs together: most messages show none, and are looked at once. */
  readonly any: RegExp;
  readonly kinds: readonly { readonly danger: Danger; readonly signs: RegExp }[];
  readonly harmless: RegExp | null;
}

const cachedRules = new WeakMap<Dangers, Rules | null>();

/**
 * @returns the danger to a life that a text speaks of, by rule; null for none
 * @example dangerIn('嗯，我不想活了', content.dangers) // the danger `self-harm`; '想死你了' is none
 */
export function dangerIn(text: string, dangers: Dangers): Danger | null {
  const rules = rulesOf(dangers);
  const words = rules && bareWords(normalise(text.slice(0, longestLooked)));
  if (!words || !rules.any.test(words)) return null;
  // A sign is put in its place, so that what stood around it is not read as one.
  const left = rules.harmless ? words.replace(rules.harmless, '、') : words;
  return rules.kinds.find(({ signs }) => signs.test(left))?.danger ?? null;
}

function rulesOf(dangers: Dangers): Rules | null {
  const cached = cachedRules.get(dangers);
  if (cached !== undefined) return cached;
  const all = dangers.kinds.flatMap(({ signs }) => signs);
  const kinds = dangers.kinds.map((danger) => ({ danger, signs: anyOf(danger.signs) }));
  const harmless = dangers.harmless.length > 0 ? anyOf(dangers.harmless, 'gu') : null;
  const rules = all.length === 0 ? null : { any: anyOf(all), kinds, harmless };
  cachedRules.set(dangers, rules);
  return rules;
}

function anyOf(patterns: readonly string[], flags = 'u'): RegExp {
  return new RegExp(patterns.map((pattern) => patternSource(pattern) ?? '(?!)').join('|'), flags);
}
