import type { PhraseKey } from '../language/phrases.js';
import type { Words } from '../language/words.js';

/** What is said to whoever writes English, and how it is known what they ask. */
export interface English {
  readonly answers: readonly EnglishAnswer[];
  readonly courtesies: readonly EnglishCourtesy[];
  /** How it is asked about what was just answered: `cost` by how much. */
  readonly asks: ReadonlyMap<EnglishPart, readonly string[]>;
  /** Words that anybody who writes English uses; names and codes hold none of them. */
  readonly commonWords: ReadonlySet<string>;
  readonly says: EnglishSays;
  /** What is said on the telephone to whoever speaks English, by phrase; what is not here is said in Chinese. */
  readonly calls: ReadonlyMap<PhraseKey, Words>;
}

/** An answer in English, reviewed like every other. */
export interface EnglishAnswer {
  readonly id: string;
  readonly title: string;
  /** How it is asked: all words of one line stand in the message (`dog|cat bring`). */
  readonly heard: readonly string[];
  /** May hold `{standing}`, and quote facts. */
  readonly words: string;
  /** What is answered where only that is asked next: how much, where. */
  readonly parts: ReadonlyMap<EnglishPart, string>;
  readonly basis: string;
  readonly reviewed: string;
  readonly reviewBy: string;
  /** What is done instead of telling it. */
  readonly does: EnglishWish | null;
}

/** What somebody wishes for who asks nothing: a person, to be called back (回电), to complain (投诉). */
export type EnglishWish = 'person' | 'callback' | 'complaint';

/** What may be asked about what was just answered, naming nothing. */
export type EnglishPart = 'cost' | 'duration' | 'place' | 'hours' | 'papers';

/** A courtesy in English, and what is answered. */
export interface EnglishCourtesy {
  readonly kind: 'greeting' | 'thanks' | 'praise' | 'goodbye' | 'acknowledged';
  /** Said by whoever writes English. */
  readonly said: readonly string[];
  /** Said by others, too: it is English after an answer in English. */
  readonly alsoSaid: readonly string[];
  /** May hold `{standing}` and `{after}`, and quote facts. */
  readonly words: Words;
}

/** The sentences that go with answers in English. */
export interface EnglishSays {
  /** What can be asked in English: for all that has no answer. */
  readonly other: Words;
  /** How to reach a person, after an answer. */
  readonly after: Words;
  /** The same where nobody is on duty. */
  readonly afterClosed: Words;
  /** After what quotes a fact that is made up. */
  readonly sample: Words | null;
  /** Whether somebody is on duty; `{reopens|moment-english}`. */
  readonly open: Words;
  readonly closed: Words;
  readonly connecting: Words;
  /** That of everybody who is on duty nobody can come to the telephone. */
  readonly unattended: Words;
  readonly record: Words;
  /** That a message is kept as a case: `{caseNo}`. */
  readonly kept: Words;
}
