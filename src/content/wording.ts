import type { Content } from '../domain/content/content.js';
import { type Fact, type FactValue, factAt } from '../domain/content/facts.js';
import type { Medium } from '../domain/conversation/turn.js';
import { isOpenAt } from '../domain/hotline/calendar.js';
import { scheduleOf } from '../domain/hotline/line-schedule.js';
import { type PhraseValue, type Sentence, sentence } from '../domain/language/phrases.js';
import type { Words } from '../domain/language/words.js';
import { filters } from './filters.js';

/** `{name}`, `{name|filter}` or `{fact:health-centre.address}`. */
export const placeholder = /\{([a-zA-Z]+|fact:[a-z0-9.-]+)(?:\|([a-z-]+))?\}/g;

/** A value in braces, and the filter it goes through. */
export interface Placeholder {
  readonly value: string;
  readonly filter: string | undefined;
}

export function placeholdersOf(template: string): readonly Placeholder[] {
  return [...template.matchAll(placeholder)].map(([, value, filter]) => ({ value: value ?? '', filter }));
}

/** @returns which fact a placeholder quotes; null when it is another value */
export function factNamed(value: string): string | null {
  return value.startsWith('fact:') ? value.slice('fact:'.length) : null;
}

/** @returns the facts that words quote, as they are at `now` */
export function factsQuoted({ facts }: Pick<Content, 'facts'>, words: string, now: number): readonly FactValue[] {
  return partsOf(words).flatMap((part) => {
    const fact = typeof part === 'string' ? undefined : facts.get(factNamed(part.value) ?? '');
    return fact ? [factAt(fact, now)] : [];
  });
}

/** @returns a text for whoever writes English, with the facts that it quotes in English, as they are at `now`; other values stay to be put in */
export function withEnglishFacts({ facts }: Pick<Content, 'facts'>, template: string, now: number): string {
  return template.replace(placeholder, (whole, value: string) => {
    const fact = facts.get(factNamed(value) ?? '');
    return fact ? (factAt(fact, now).english ?? '') : whole;
  });
}

const cachedInEnglish = new WeakMap<Content, Content>();

/** @returns the content in whose phrases English words stand, where there are any: as it is told to a caller who speaks English */
export function wordedInEnglish(content: Content): Content {
  const cached = cachedInEnglish.get(content);
  if (cached) return cached;
  const worded = { ...content, phrases: new Map([...content.phrases, ...(content.english?.calls ?? [])]) };
  cachedInEnglish.set(content, worded);
  return worded;
}

/** @returns a text as it is learnt: a fact is there as what it is called, so that nothing is learnt anew when it changes */
export function withoutValues(text: string, facts: ReadonlyMap<string, Fact>): string {
  return text.replace(placeholder, (_, value: string) => facts.get(factNamed(value) ?? '')?.what ?? '');
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
      const value =
        factIn(content, part.value, now)?.words[medium] ?? values[part.value] ?? everywhere(part, content, now);
      const plain = typeof value === 'object' ? word(content, medium, value, now) : String(value);
      const filter = part.filter === undefined ? undefined : filters.get(part.filter);
      filled += filter && plain !== '' ? filter(plain, medium, now) : plain;
    }
  }
  return filled;
}

/** The value that all words may use: what `0` is at that moment, 转人工 or 留言. */
export const personValue = 'person';

function everywhere({ value }: Placeholder, content: Content, now: number | undefined): PhraseValue {
  if (value !== personValue) return '';
  return sentence(now === undefined || isAttended(content, now) ? 'person.open' : 'person.closed');
}

/** Whether the general line, to which `0` leads, is open. */
function isAttended(content: Content, now: number): boolean {
  return isOpenAt(scheduleOf(content, 'general'), now);
}

function factIn({ facts }: Content, name: string, now: number | undefined): FactValue | null {
  const fact = facts.get(factNamed(name) ?? '');
  if (!fact) return null;
  if (now === undefined) throw new Error(`the fact "${fact.id}" cannot be told without the time`);
  return factAt(fact, now);
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
