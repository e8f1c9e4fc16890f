import { firstCharacters, patternSource } from '../../domain/language/said-pattern.js';

/** What patterns mean, wherever they stand in bare words. */
export interface PatternRule<T> {
  readonly means: T;
  readonly patterns: readonly string[];
}

/** Patterns of content, made ready once: most words meet none, and are looked at once. */
export class PatternRules<T> {
  /** By the code of the character that they may begin with: what may begin there. */
  private readonly any: ReadonlyMap<number, RegExp>;
  /** By code, 1 where one may begin. */
  private readonly begins: Uint8Array;
  private readonly rules: readonly { readonly means: T; readonly found: RegExp }[];
  private readonly exceptions: RegExp | null;

  /**
   * @param rules where words meet several, the first counts
   * @param exceptions what holds a pattern and is none
   */
  constructor(rules: readonly PatternRule<T>[], exceptions: readonly string[]) {
    const filled = rules.filter(({ patterns }) => patterns.length > 0);
    this.rules = filled.map(({ means, patterns }) => ({ means, found: anyOf(patterns) }));
    this.begins = new Uint8Array(0x10000);
    this.any = byFirstCharacter(filled.flatMap(({ patterns }) => patterns));
    for (const code of this.any.keys()) this.begins[code] = 1;
    this.exceptions = exceptions.length > 0 ? anyOf(exceptions, 'gu') : null;
  }

  /**
   * @param bare as `bareWords` gives them
   * @example new PatternRules([{ means: 'person', patterns: ['我不会(弄|用)'] }], []).find('网页我不会弄') // 'person'
   */
  find(bare: string): T | null {
    if (!this.mayBeIn(bare)) return null;
    // A sign is put in its place, so that what stood around it is not read as one.
    const left = this.exceptions ? bare.replace(this.exceptions, '、') : bare;
    return this.rules.find(({ found }) => found.test(left))?.means ?? null;
  }

  private mayBeIn(bare: string): boolean {
    for (let at = 0; at < bare.length; at++) {
      const code = bare.charCodeAt(at);
      if (this.begins[code] === 0) continue;
      const found = this.any.get(code) as RegExp;
      found.lastIndex = at;
      if (found.test(bare)) return true;
    }
    return false;
  }
}

/** Patterns are only tried where one may begin: ordinary words are gone through character by character, and hardly one is tried. */
function byFirstCharacter(patterns: readonly string[]): ReadonlyMap<number, RegExp> {
  const sources = new Map<number, Set<string>>();
  for (const pattern of patterns) {
    const source = patternSource(pattern);
    if (source === null) continue;
    for (const first of firstCharacters(pattern)) {
      const code = first.charCodeAt(0);
      sources.set(code, (sources.get(code) ?? new Set()).add(source));
    }
  }
  return new Map([...sources].map(([code, some]) => [code, new RegExp([...some].join('|'), 'uy')]));
}

function anyOf(patterns: readonly string[], flags = 'u'): RegExp {
  const good = patterns.filter((pattern) => patternSource(pattern) !== null);
  const firsts = new Set(good.flatMap(firstCharacters));
  return new RegExp(`(?=[${[...firsts].join('')}])(?:${good.map(patternSource).join('|')})`, flags);
}
