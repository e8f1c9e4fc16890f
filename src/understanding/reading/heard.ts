import type { Content, Intent } from '../../domain/content/content.js';
import { isSurelyPersonal } from '../../domain/identifiers/personal.js';
import { withoutFillers } from '../../domain/language/fillers.js';
import { bareWords } from '../../domain/language/said-pattern.js';
import { type SmallTalk, smallTalkIn } from '../../domain/language/small-talk.js';
import { intentByPattern } from './by-pattern.js';
import { intentByRule } from './exact.js';
import { type ReadMessage, readMessage } from './identifiers-in-text.js';
import { keyIn, type Ordinal, ordinalIn } from './keys.js';
import { type Meant, meantIn } from './negation.js';
import { normalise } from './normalise.js';
import { withoutPerson } from './without-person.js';

/** What stands later in a message is not looked at: so much tells what it is about, and names what it names. */
const longestRead = 2_000;
/** Nothing longer is said by rule. */
const longestRule = 200;
/** Whoever writes more tells of something, and only mentions what a pattern of an intent looks for. */
const longestPattern = 30;
/** Whoever is in danger says so at once. */
const longestBare = 500;
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
  private cachedSaid?: string;
  private cachedBare?: string;
  private cachedKey?: string | null;
  private cachedTalk?: SmallTalk | null;
  private cachedRule?: Intent | null;
  private cachedPattern?: Intent | null;
  private cachedMeant?: Meant;
  private cachedMessage?: ReadMessage;
  private cachedAsked?: ReadMessage;
  private cachedWithoutPerson?: string;

  constructor(
    readonly text: string,
    private readonly content: Pick<Content, 'intents'>,
  ) {}

  /** The text in one shape: NFKC, simplified characters, no control characters, no spaces at the ends. */
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

  /** The key that was written instead of being pressed (`２`, `二`, `＊`, `（2）`, 按2); null when it is none. */
  get key(): string | null {
    if (this.cachedKey === undefined) this.cachedKey = this.text.length > longestKey ? null : keyIn(this.words);
    return this.cachedKey;
  }

  /** Which of a list it names by its place there (第二条, 最后一个); null when it names none. */
  get ordinal(): Ordinal | null {
    return this.text.length > longestKey ? null : ordinalIn(this.words);
  }

  /** What it is, where it is only polite, or no words at all; null when it says something. */
  get smallTalk(): SmallTalk | null {
    if (this.cachedTalk === undefined) this.cachedTalk = smallTalkIn(this.text);
    return this.cachedTalk;
  }

  /** The intent that it means by rule, being one of the intent's exact words and nothing else; null when it is none. */
  get rule(): Intent | null {
    if (this.cachedRule === undefined) this.cachedRule = this.ruleOf(this.first(longestRule));
    return this.cachedRule;
  }

  /** What is said with fillers (嗯，人工), or after what was denied (不用转人工，返回), means the same. */
  private ruleOf(said: string): Intent | null {
    const rule = intentByRule(said, this.content);
    if (rule || this.text.length > longestRule) return rule;
    const { words } = this.meant;
    return words === said ? null : intentByRule(words, this.content);
  }

  /** The words without case, signs and fillers, as patterns look at them, as far as they do. */
  get bare(): string {
    this.cachedBare ??= bareWords(this.first(longestBare));
    return this.cachedBare;
  }

  /** The intent that patterns find somewhere in its words, such as a wish for a person; null when they find none. */
  get pattern(): Intent | null {
    if (this.cachedPattern === undefined) this.cachedPattern = this.patternOf(this.meant.words);
    return this.cachedPattern;
  }

  private patternOf(words: string): Intent | null {
    if (words.length > longestPattern) return null;
    return intentByPattern(words === this.words ? this.bare : bareWords(words), this.content);
  }

  /** The words without fillers, as far as they are looked at. */
  get said(): string {
    this.cachedSaid ??= withoutFillers(this.opening);
    return this.cachedSaid;
  }

  /** The words without fillers and without what was denied, and what that was (不用转人工). */
  get meant(): Meant {
    this.cachedMeant ??= meantIn(this.said);
    return this.cachedMeant;
  }

  /** Whether it only says what is not wanted: 我没说要投诉. */
  get isDenial(): boolean {
    return this.meant.denied !== null && this.meant.words === '';
  }

  /** What was said, with the identifiers in it, and without. */
  get message(): ReadMessage {
    this.cachedMessage ??= readMessage(this.opening);
    return this.cachedMessage;
  }

  /** The same of what was meant: from it is understood what somebody wants. */
  get asked(): ReadMessage {
    this.cachedAsked ??= this.meant.denied === null ? this.message : readMessage(this.meant.words);
    return this.cachedAsked;
  }

  /** The identifiers that it names, as lookups take them, each once; nobody's telephone or identity number. */
  get identifiers(): readonly string[] {
    const values = this.asked.identifiers.map(({ value }) => value);
    return [...new Set(values.filter((value) => !isSurelyPersonal(value)))];
  }

  /** Whether it names somebody's mobile telephone or identity number. */
  get namesPerson(): boolean {
    return this.message.identifiers.some(({ value }) => isSurelyPersonal(value));
  }

  /** The text as it may be said back, and is kept with the answer: `…` stands for somebody's telephone or identity number. */
  get shown(): string {
    if (!this.namesPerson) return this.text;
    const { text, identifiers } = this.message;
    let shown = '';
    let from = 0;
    for (const { value, start, end } of identifiers) {
      if (start < from || !isSurelyPersonal(value)) continue;
      shown += `${text.slice(from, start)}…`;
      from = end;
    }
    return shown + text.slice(from);
  }

  /** What may be kept for staff to learn from: nothing in it leads to the person who said it. */
  get withoutPerson(): string {
    this.cachedWithoutPerson ??= withoutPerson(this.message.masked);
    return this.cachedWithoutPerson;
  }
}

/** @returns what a text says, as this content has its rules */
export function read(text: string, content: Pick<Content, 'intents'>): Heard {
  return new Heard(text, content);
}
