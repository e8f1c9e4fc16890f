import { firstCharacters, patternSource } from '../../domain/language/said-pattern.js';

/** What patterns mean, wherever they stand in bare words. */
export interface PatternRule<T> {
  readonly means: T;
  readonly patterns: readonly string[];
}

/** Patterns of content, made ready once: most words meet none, and are looked at once. */
export class PatternRules<T> {
  private readonly any: RegExp | null;
  private readonly rules: readonly { readonly means: T; readonly found: RegExp }[];
  private readonly exceptions: RegExp | null;

  /**
   * @param rules where words meet several, the first counts
   * @param exceptions what holds a pattern and is none
   */
  constructor(rules: readonly PatternRule<T>[], exceptions: readonly string[]) {
    const filled = rules.filter(({ patterns }) => patterns.length > 0);
    this.rules = filled.map(({ means, patterns }) => ({ means, found: anyOf(patterns) }));
    this.any = filled.length > 0 ? anyOf(filled.flatMap(({ patterns }) => patterns)) : null;
    this.exceptions = exceptions.length > 0 ? anyOf(exceptions, 'gu') : null;
  }

  /**
   * @param bare as `bareWords` gives them
   * @example new PatternRules([{ means: 'person', patterns: ['我不会(弄|用)'] }], []).find('网页我不会弄') // 'person'
   */
  find(bare: string): T | null {
    if (!this.any?.test(bare)) return null;
    // A sign is put in its place, so that what stood around it is not read as one.
    const left = this.exceptions ? bare.replace(this.exceptions, '、') : bare;
    return this.rules.find(({ found }) => found.test(left))?.means ?? null;
  }
}

/** Patterns are only tried where one may begin: that halves the time that ordinary words take. */
function anyOf(patterns: readonly string[], flags = 'u'): RegExp {
  const good = patterns.filter((pattern) => patternSource(pattern) !== null);
  const firsts = new Set(good.flatMap(firstCharacters));
  return new RegExp(`(?=[${[...firsts].join('')}])(?:${good.map(patternSource).join('|')})`, flags);
}
