import type { Sentence } from '../../domain/language/phrases.js';
import type { Fact } from './fact.js';
import type { Setting } from './setting.js';

/**
 * Something that people ask of a record they were told, and what answers it. The words stand with the lookup that tells the fact, so that
 * a fact and the ways to ask for it come and go together.
 * @example { title: '检验时间', words: ['什么时候检', '检验时间'], say: … }
 */
export interface AskedFact {
  /** What it is called. */
  readonly title: string;
  /** Words that ask for it. */
  readonly words: readonly string[];
  /** @returns the sentences that answer it; none where the record does not hold it */
  say(facts: readonly Fact[], setting: Setting): readonly Sentence[];
}

/** What a message asks of a record, and the word that says so. */
export interface FoundAsked {
  readonly fact: AskedFact;
  readonly word: string;
}

/**
 * @param message in one shape
 * @returns what it asks for by the longest word that is in it; null where it asks for nothing that such records hold
 * @example askedIn('什么时候检的', lookup.asked)?.fact.title // '检验时间'
 */
export function askedIn(message: string, asked: readonly AskedFact[]): FoundAsked | null {
  const words = message.toUpperCase();
  let best: FoundAsked | null = null;
  for (const fact of asked)
    for (const word of fact.words)
      if (word.length > (best?.word.length ?? 0) && words.includes(word)) best = { fact, word };
  return best;
}
