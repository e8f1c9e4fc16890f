import { explainedFinding, type FindingCode, type findings } from './catalogue/catalogue.js';
import type { Weight, Words } from './catalogue/explained.js';

/** How a check came out. `skipped`: there was nothing to look at, and `summary` says why. */
export type Mark = 'good' | 'warning' | 'failure' | 'skipped';

/** What a check came to, before anybody weighs it. */
export interface Finding {
  readonly mark: 'good' | 'skipped' | 'found';
  /** In a few words, where nothing was found. */
  readonly summary: Words;
  /** What is wrong; empty when nothing is. */
  readonly problems: readonly Problem[];
  /** What is so instead where none of the problems counts. */
  readonly elsewhere?: Finding | undefined;
}

/** Something that is wrong: what, where, and what to do, for whoever has to mend it. */
export interface Problem {
  readonly code: FindingCode;
  /** The file, the variable or the address it is about; null where the check says it. */
  readonly where: string | null;
  readonly what: Words;
  readonly remedy: Words;
  /** Single places, values, or what the system called it. */
  readonly details: readonly string[];
}

/** The names of the values in a sentence: `count` and `file` in `{count} are in {file}`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values that the sentences of a code need, each a text, a number, or words in both languages. */
export type ValuesOf<Code extends FindingCode> = {
  readonly [Name in NamesIn<
    (typeof findings)[Code]['what'][keyof Words] | (typeof findings)[Code]['remedy'][keyof Words]
  >]: Value;
};

type Value = string | number | Words;

export interface Place {
  readonly where?: string | undefined;
  readonly details?: readonly string[];
}

/**
 * Finds something of the catalogue. The compiler takes no value too many, and none too few.
 * @example problem('disk-low', { folder: '/srv', free: '512.0 MB' })
 */
export function problem<Code extends FindingCode>(
  code: Code,
  values: ValuesOf<Code>,
  { where, details = [] }: Place = {},
): Problem {
  const { what, remedy } = explainedFinding(code);
  const filled = (words: Words): Words => ({ zh: fill(words.zh, values, 'zh'), en: fill(words.en, values, 'en') });
  return { code, where: where ?? null, what: filled(what), remedy: filled(remedy), details };
}

function fill(text: string, values: Readonly<Record<string, Value>>, language: keyof Words): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'object' ? value[language] : String(value);
  });
}

export function good(zh: string, en = zh): Finding {
  return { mark: 'good', summary: { zh, en }, problems: [] };
}

export function skipped(zh: string, en: string): Finding {
  return { mark: 'skipped', summary: { zh, en }, problems: [] };
}

/**
 * @param otherwise what is so where there are no problems
 * @param elsewhere what is so where all of them only count in production; that it does not matter, when absent
 */
export function found(
  problems: readonly Problem[],
  otherwise: Finding = good(''),
  elsewhere: Finding = skipped('只在正式环境要紧', 'matters in production only'),
): Finding {
  if (problems.length === 0) return otherwise;
  return { mark: 'found', summary: { zh: '', en: '' }, problems, elsewhere };
}

/** @returns how much a code weighs in an installation; null where it is no finding at all */
export function markOf(code: FindingCode, isProduction: boolean): 'failure' | 'warning' | null {
  const weight: Weight = explainedFinding(code).weight;
  switch (weight) {
    case 'failure':
    case 'warning':
      return weight;
    case 'failure-in-production':
      return isProduction ? 'failure' : 'warning';
    case 'only-production-failure':
      return isProduction ? 'failure' : null;
    case 'only-production-warning':
      return isProduction ? 'warning' : null;
  }
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
