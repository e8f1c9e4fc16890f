import { numberOf } from '../../cases/new-case.js';
import { factsQuoted, fill, wordAll, wordedInEnglish } from '../../content/wording.js';
import type { Guesses } from '../../disclosure/guessing/guesses.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import type { CaseStore } from '../../domain/cases/stores.js';
import type { Entropy } from '../../domain/chance.js';
import type { Content, Intent } from '../../domain/content/content.js';
import type { Danger } from '../../domain/content/danger.js';
import { isSample } from '../../domain/content/facts.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { KeyInput, Reply } from '../../domain/conversation/reply.js';
import { type Input, type Turn, unknownPerson } from '../../domain/conversation/turn.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { DrawsAsked } from '../../domain/draws/asked.js';
import { type Standing, standing } from '../../domain/hotline/calendar.js';
import type { Line, LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import type { Notice } from '../../domain/hotline/notice.js';
import type { OwnSeats } from '../../domain/hotline/own-seats.js';
import type { HotlineRules } from '../../domain/hotline/rules.js';
import type { Seats } from '../../domain/hotline/seats.js';
import type { WaitingStore } from '../../domain/hotline/stores.js';
import type { PhraseValue, Sentence } from '../../domain/language/phrases.js';
import { spaceDigits } from '../../domain/language/spoken.js';
import type { Words } from '../../domain/language/words.js';
import type { Stickers } from '../../domain/stickers/verdict.js';
import {
  type Before,
  dangerIn,
  type Heard,
  read,
  type SlotFiller,
  type Understanding,
  type Understandings,
} from '../../understanding/index.js';

/** What dialogue may ask of the rest of the house. */
export interface Services {
  readonly records: RecordStore;
  readonly cases: Pick<CaseStore, 'nextNumber' | 'bySource' | 'file' | 'latestOf'>;
  /** Those in force: schemas may change while the service runs. */
  readonly lookups: () => ReadonlyMap<string, Lookup>;
  readonly guesses: Pick<Guesses, 'ask' | 'guess'>;
  /** What colleagues do about themselves by telephone. */
  readonly ownSeats: OwnSeats;
  /** The colleagues who can be rung. */
  readonly seats: Seats;
  /** Who waits for which line. */
  readonly waiting: Pick<WaitingStore, 'comingTo' | 'lastServed'>;
  readonly entropy: Entropy;
  readonly understanding: Pick<Understandings, 'understand'>;
  readonly slots: Pick<SlotFiller, 'fill' | 'formsFor'>;
  /** What stickers are worth; absent where nobody says. */
  readonly stickers?: Stickers;
  /** What came of draws (双随机); absent where nobody says. */
  readonly draws?: DrawsAsked;
  /** What everybody (null), or whoever comes to a line, hears first at that moment (公告), as this process knows it; absent where there is no board. */
  readonly notice?: (at: number, line: LineId | null) => Notice | null;
}

/** What is known of a text that was made of what was heard and of what was said before. */
interface MadeOf extends Omit<Before, 'followUp'> {
  readonly followUp?: string;
}

/** One turn as places and moves see it: what was done, in which words to answer, and what to ask for. */
export class TurnContext {
  /** What was done; a key that somebody wrote counts as pressed. */
  readonly input: Input;
  /** What was said in words, read once for everybody; null when something else was done, such as a key. */
  readonly heard: Heard | null;
  private meaning: Promise<Understanding> | null = null;
  private cachedDanger?: Danger | null;

  constructor(
    readonly turn: Turn,
    readonly content: Content,
    readonly conversation: Conversation,
    /** Whether the conversation begins with this turn. */
    readonly isNew: boolean,
    readonly services: Services,
    /** What the caller speaks, by ISO 639-1: words are said in it where there are any. */
    readonly language: 'zh' | 'en' = 'zh',
  ) {
    const { input } = turn;
    const heard = input.kind === 'text' || input.kind === 'speech' ? this.read(input.text) : null;
    const key = heard?.key ?? null;
    this.input = key === null ? input : { kind: 'keys', keys: key };
    this.heard = key === null ? heard : null;
  }

  /** @returns what a text says, by the rules of this conversation's content */
  read(text: string): Heard {
    return read(text, this.content);
  }

  /** The danger to a life that was spoken of; null for none. */
  get danger(): Danger | null {
    if (this.cachedDanger === undefined)
      this.cachedDanger = this.heard && dangerIn(this.heard.bare, this.content.dangers);
    return this.cachedDanger;
  }

  /** Sentences in this content's words, for this medium. */
  say(...said: Sentence[]): string {
    if (this.language === 'zh') return wordAll(this.content, this.turn.can.medium, said, this.turn.at);
    const { medium } = this.turn.can;
    const words = wordAll(wordedInEnglish(this.content), medium, said, this.turn.at);
    return medium === 'voice' ? spaceDigits(words) : words;
  }

  /** The same turn of somebody who speaks English. */
  inEnglish(): TurnContext {
    return new TurnContext(this.turn, this.content, this.conversation, this.isNew, this.services, 'en');
  }

  /** Words of the content with values put in, for this medium. */
  words(words: Words, values: Readonly<Record<string, PhraseValue>> = {}): string {
    return fill(this.content, this.turn.can.medium, words, values, this.turn.at);
  }

  /** Whether words quote a fact that is made up (示例). */
  quotesSample(words: Words): boolean {
    return factsQuoted(this.content, words[this.turn.can.medium], this.turn.at).some(isSample);
  }

  /** Joins parts that are said one after another: a line each to be read, in one breath to be heard. */
  lines(parts: readonly string[]): string {
    return parts.filter((part) => part !== '').join(this.turn.can.medium === 'voice' ? '' : '\n');
  }

  /** Joins what does not belong together closely: a blank line between to be read, in one breath to be heard. */
  blocks(parts: readonly string[]): string {
    return parts.filter((part) => part !== '').join(this.turn.can.medium === 'voice' ? '' : '\n\n');
  }

  /** Options as a list: a line each to be read, and sentences with a pause after each to be heard. */
  list(options: readonly string[]): string {
    return this.turn.can.medium === 'voice' ? options.map((option) => `${option}。`).join('') : options.join('\n');
  }

  /** @returns what was heard in this turn means: worked out once, whoever asks */
  understood(heard: Heard): Promise<Understanding> {
    this.meaning ??= this.services.understanding.understand(heard, this.content);
    return this.meaning;
  }

  /**
   * @param followUp what was asked last, where the text puts it together with what was asked before
   * @returns what a text means that was made of what was heard
   */
  understand(text: string, { followUp, ...before }: MadeOf = {}): Promise<Understanding> {
    const asked = followUp === undefined ? {} : { followUp: this.read(followUp) };
    return this.services.understanding.understand(this.read(text), this.content, { ...before, ...asked });
  }

  /** @returns null where the content has no such intent any more */
  intent(id: string): Intent | null {
    return this.content.intents.find((intent) => intent.id === id) ?? null;
  }

  /** @returns the general line where the content has no such line any more */
  line(id: string): Line {
    const line = this.content.lines.get(id) ?? this.content.lines.get('general');
    if (!line) throw new Error(`content ${this.content.version} has no general line`);
    return line;
  }

  /** Whether somebody answers this line now. */
  standing(line: Line): Standing {
    return this.standingAt(line, this.turn.at);
  }

  standingAt(line: Line, at: number): Standing {
    return standing(scheduleOf(this.content, line.id), at);
  }

  /** Whether a call back can be promised: nobody knows a number that is withheld. */
  get isCallable(): boolean {
    const { personId, can } = this.turn;
    return can.medium === 'voice' ? numberOf(personId) !== null : personId !== unknownPerson;
  }

  /** The numbers of the hotline. */
  get rules(): HotlineRules {
    return this.content.hotline;
  }

  /** The lookup that answers a form of this content. */
  lookup(form: string): Lookup {
    const lookup = this.services.lookups().get(this.content.forms.get(form)?.lookup ?? '');
    if (!lookup) throw new Error(`form "${form}" has no lookup in content ${this.content.version}`);
    return lookup;
  }

  /** What a recogniser should expect: whoever is asked for keys may still say that they are in danger, or want somebody. */
  get hints(): readonly string[] {
    return hintsOf(this.content);
  }

  /** A choice of one key. */
  choose(words: string, options: readonly { readonly key: string; readonly label: string }[]): Reply {
    return { verb: 'choose', words, options, keys: oneKey, hints: this.hints };
  }
}

const oneKey: KeyInput = { count: 1, hashEnds: false, waitSeconds: 5 };

const cachedHints = new WeakMap<Content, readonly string[]>();

/** What a speech recogniser should expect of this content: two of each intent's exact words. */
function hintsOf(content: Content): readonly string[] {
  const cached = cachedHints.get(content);
  if (cached) return cached;
  const hints = content.intents.flatMap((intent) => intent.exact.slice(0, 2));
  cachedHints.set(content, hints);
  return hints;
}
