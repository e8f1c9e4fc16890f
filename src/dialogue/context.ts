import { fill, wordAll } from '../content/wording.js';
import type { Lookup } from '../disclosure/lookups/lookup.js';
import type { CaseStore } from '../domain/cases/stores.js';
import type { Entropy } from '../domain/chance.js';
import type { Content, Intent, Words } from '../domain/content/content.js';
import type { Conversation } from '../domain/conversation/conversation.js';
import type { KeyInput, Reply } from '../domain/conversation/reply.js';
import type { Turn } from '../domain/conversation/turn.js';
import type { RecordStore } from '../domain/disclosure/stores.js';
import { type Standing, standing } from '../domain/hotline/calendar.js';
import type { Line } from '../domain/hotline/line.js';
import type { PhraseValue, Sentence } from '../domain/language/phrases.js';
import type { Understanding } from '../understanding/understander.js';

/** What dialogue may ask of the rest of the house. */
export interface Services {
  readonly records: RecordStore;
  readonly cases: Pick<CaseStore, 'nextNumber' | 'bySource'>;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly entropy: Entropy;
  readonly understanding: { understand(text: string, content: Content): Promise<Understanding> };
}

/** One turn as the rooms see it: what was done, in which words to answer, and what to ask for. */
export class TurnContext {
  constructor(
    readonly turn: Turn,
    readonly content: Content,
    readonly conversation: Conversation,
    /** Whether the conversation begins with this turn. */
    readonly isNew: boolean,
    readonly services: Services,
  ) {}

  say(...said: Sentence[]): string {
    return wordAll(this.content, this.turn.can.medium, said);
  }

  words(words: Words, values: Readonly<Record<string, PhraseValue>> = {}): string {
    return fill(this.content, this.turn.can.medium, words, values);
  }

  /** @returns what somebody's words mean */
  understand(text: string): Promise<Understanding> {
    return this.services.understanding.understand(text, this.content);
  }

  intent(id: string): Intent | null {
    return this.content.intents.find((intent) => intent.id === id) ?? null;
  }

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
    return standing(this.content.schedules.get(line.schedule ?? 'general') ?? [], at);
  }

  lookup(form: string): Lookup {
    const lookup = this.services.lookups.get(this.content.forms.get(form)?.lookup ?? '');
    if (!lookup) throw new Error(`form "${form}" has no lookup in content ${this.content.version}`);
    return lookup;
  }

  /** A choice of one key. */
  choose(words: string, options: readonly { readonly key: string; readonly label: string }[]): Reply {
    const hints = this.content.intents.flatMap((intent) => intent.exact.slice(0, 2));
    return { verb: 'choose', words, options, keys: oneKey, hints };
  }
}

export const oneKey: KeyInput = { count: 1, hashEnds: false, waitSeconds: 5 };
