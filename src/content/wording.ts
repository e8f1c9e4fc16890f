import type { Content, Words } from '../domain/content/content.js';
import type { Medium } from '../domain/conversation/turn.js';
import type { PhraseValue, Sentence } from '../domain/language/phrases.js';
import { filters } from './filters.js';

const placeholder = /\{([a-zA-Z]+)(?:\|([a-z-]+))?\}/g;

/** A value in braces, and the filter it goes through. */
export interface Placeholder {
  readonly value: string;
  readonly filter: string | undefined;
}

export function placeholdersOf(template: string): readonly Placeholder[] {
  return [...template.matchAll(placeholder)].map(([, value, filter]) => ({ value: value ?? '', filter }));
}

/** @returns the sentence in this content's words, for this medium */
export function word(content: Content, medium: Medium, said: Sentence): string {
  const words = content.phrases.get(said.phrase);
  if (!words) throw new Error(`phrase "${said.phrase}" is missing from content ${content.version}; run yibo lint`);
  return fill(content, medium, words, said.values);
}

/** Sentences run on when spoken, and stand on lines of their own when read; empty ones are left out. */
export function wordAll(content: Content, medium: Medium, said: readonly Sentence[]): string {
  const lines = said.map((one) => word(content, medium, one)).filter((line) => line !== '');
  return lines.join(medium === 'voice' ? '' : '\n');
}

export function fill(
  content: Content,
  medium: Medium,
  words: Words,
  values: Readonly<Record<string, PhraseValue>>,
): string {
  return words[medium].replace(placeholder, (_, name: string, filterName?: string) => {
    const value = values[name] ?? '';
    const plain = typeof value === 'object' ? word(content, medium, value) : String(value);
    const filter = filterName === undefined ? undefined : filters.get(filterName);
    return filter && plain !== '' ? filter(plain, medium) : plain;
  });
}
