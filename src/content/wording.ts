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

/** @returns the sentence in this content's words, for this medium; said at `now`, in ms since 1970, today is called so */
export function word(content: Content, medium: Medium, said: Sentence, now?: number): string {
  const words = content.phrases.get(said.phrase);
  if (!words) throw new Error(`phrase "${said.phrase}" is missing from content ${content.version}; run yibo lint`);
  return fill(content, medium, words, said.values, now);
}

/** Sentences run on when spoken, and stand on lines of their own when read; empty ones are left out. */
export function wordAll(content: Content, medium: Medium, said: readonly Sentence[], now?: number): string {
  const lines = said.map((one) => word(content, medium, one, now)).filter((line) => line !== '');
  return lines.join(medium === 'voice' ? '' : '\n');
}

export function fill(
  content: Content,
  medium: Medium,
  words: Words,
  values: Readonly<Record<string, PhraseValue>>,
  now?: number,
): string {
  let filled = '';
  for (const part of partsOf(words[medium])) {
    if (typeof part === 'string') filled += part;
    else {
      const value = values[part.value] ?? '';
      const plain = typeof value === 'object' ? word(content, medium, value, now) : String(value);
      const filter = part.filter === undefined ? undefined : filters.get(part.filter);
      filled += filter && plain !== '' ? filter(plain, medium, now) : plain;
    }
  }
  return filled;
}

/** Templates are of content, which is little and stays: each is cut once. */
const cut = new Map<string, readonly (string | Placeholder)[]>();
const mostCut = 10_000;

/** @example partsOf('请按{key}。') // ['请按', { value: 'key', filter: undefined }, '。'] */
function partsOf(template: string): readonly (string | Placeholder)[] {
  const known = cut.get(template);
  if (known) return known;
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  for (const match of template.matchAll(placeholder)) {
    if (match.index > end) parts.push(template.slice(end, match.index));
    parts.push({ value: match[1] ?? '', filter: match[2] });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push(template.slice(end));
  // Old versions of the content leave theirs behind.
  if (cut.size >= mostCut) cut.clear();
  cut.set(template, parts);
  return parts;
}
