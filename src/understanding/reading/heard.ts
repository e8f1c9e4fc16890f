import type { Content, Intent } from '../../domain/content/content.js';
import { intentByRule } from './exact.js';
import { type ReadMessage, readMessage } from './identifiers-in-text.js';
import { keyIn, normalise } from './normalise.js';
import { withoutPerson } from './without-person.js';

/** What stands later in a message is not looked at: so much tells what it is about, and names what it names. */
const longestRead = 2_000;
/** Nothing longer is said by rule. */
const longestRule = 200;
/** A key that is written may have signs and blanks around it. */
const longestKey = 200;

/**
 * What somebody said or wrote in one turn, read once: everybody who asks about it is told by the same reading. Each part is
 * worked out when it is first asked for, so that a digit costs nothing but its key.
 *
 * @example
 * const heard = read('帮我查下120000 1 16 000001', content);
 * heard.key; // null: it is no key
 * heard.identifiers; // ['120000116000001']
 * heard.message.masked; // '帮我查下#'
 */
export class Heard {
  private cachedWords?: string;
  private cachedOpening?: string;
  private cachedKey?: string | null;
  private cachedRule?: Intent | null;
  private cachedMessage?: ReadMessage;

  constructor(
    readonly text: string,
    private readonly content: Pick<Content, 'intents'>,
  ) {}

  /** The text in one shape: NFKC, no control characters, no spaces at the ends. */
  get words(): string {
    this.cachedWords ??= normalise(this.text);
    return this.cachedWords;
  }

  /** The words, as far as they are looked at. */
  private get opening(): string {
    this.cachedOpening ??= this.first(longestRead);
    return this.cachedOpening;
  }

  /** The words of so many characters of the text; they may be more, since `…` becomes three. */
  private first(length: number): string {
    return this.text.length <= length ? this.words : normalise(this.text.slice(0, length));
  }

  /** The key that was written instead of being pressed (`２`, `二`, `＊`, `2。`); null when it is none. */
  get key(): string | null {
    if (this.cachedKey === undefined) this.cachedKey = this.text.length > longestKey ? null : keyIn(this.words);
    return this.cachedKey;
  }

  /** The intent that it means by rule, being one of the intent's exact words and nothing else; null when it is none. */
  get rule(): Intent | null {
    if (this.cachedRule === undefined) this.cachedRule = intentByRule(this.first(longestRule), this.content);
    return this.cachedRule;
  }

  /** The words with the identifiers in them, and without. */
  get message(): ReadMessage {
    this.cachedMessage ??= readMessage(this.opening);
    return this.cachedMessage;
  }

  /** The identifiers that it names, as lookups take them, each once. */
  get identifiers(): readonly string[] {
    return [...new Set(this.message.identifiers.map(({ value }) => value))];
  }

  /** What may be kept for staff to learn from: nothing in it leads to the person who said it. */
  get withoutPerson(): string {
    return withoutPerson(this.message.masked);
  }
}

/** @returns what a text says, as this content has its rules */
export function read(text: string, content: Pick<Content, 'intents'>): Heard {
  return new Heard(text, content);
}
