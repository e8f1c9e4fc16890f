import type { Intent } from '../../domain/content/content.js';
import type { Danger } from '../../domain/content/danger.js';
import type { EnglishAnswer, EnglishCourtesy, EnglishPart } from '../../domain/content/english.js';
import type { Place } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { Memory } from '../../domain/conversation/memory.js';
import type { Reply } from '../../domain/conversation/reply.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { SmallTalk } from '../../domain/language/small-talk.js';

/** What an input does. A move only says where to; the engine carries it out. */
export type Move =
  /** It leads to another place. `lead` is said first. */
  | {
      readonly kind: 'go';
      readonly place: Place;
      readonly lead?: readonly Sentence[];
      /** What the conversation is about from here on. */
      readonly remembers?: Memory;
      readonly effects?: readonly Effect[];
    }
  /** It leads to a line's people, or, when nobody is there, to what a line does then. */
  | {
      readonly kind: 'line';
      readonly line: string;
      readonly lead?: readonly Sentence[];
      /** Said in place of `lead` before a message is asked for, where nobody is on duty. */
      readonly leadClosed?: readonly Sentence[];
      /** Whether this turn's message is itself what should be passed on. */
      readonly isQuestion?: boolean;
      /** What the turn changes besides. */
      readonly effects?: readonly Effect[];
      /** What the conversation is about from here on. */
      readonly remembers?: Memory;
    }
  /** Another place takes it, as if it had been said there. `lead` is said first. */
  | { readonly kind: 'taken-at'; readonly place: Place; readonly lead?: readonly Sentence[] }
  /**
   * It is not the bureau's business; `intent` tells whose it is, where that is known, and `perhaps` what of the bureau's it may
   * be all the same.
   */
  | { readonly kind: 'outside'; readonly intent: Intent | null; readonly perhaps?: Intent | undefined }
  /** A life is in danger: help is named, and a person reached. */
  | { readonly kind: 'danger'; readonly danger: Danger }
  /** It was said in English, or in another language: it is answered in English. Null: no answer is known. `parts`: only those were asked of it. */
  | { readonly kind: 'english'; readonly answer: EnglishAnswer | null; readonly parts?: readonly EnglishPart[] }
  | { readonly kind: 'english-courtesy'; readonly courtesy: EnglishCourtesy }
  /** It is a courtesy, and is answered with one. */
  | { readonly kind: 'courtesy'; readonly talk: SmallTalk }
  | { readonly kind: 'end'; readonly lead: readonly Sentence[]; readonly effects?: readonly Effect[] }
  /** It was answered completely. */
  | { readonly kind: 'scene'; readonly scene: Scene }
  /** It means nothing here. `hint` says what was wrong with it better than the general words do. */
  | NoMatch;

export interface NoMatch {
  readonly kind: 'no-match';
  readonly hint?: readonly Sentence[];
  readonly place?: Place;
  /** It was an attempt at what is asked for here, and means nothing elsewhere: 14 digits of 15. */
  readonly isEntry?: boolean;
  /** It speaks of what is asked for here: only what is surely another matter leads away. */
  readonly isAboutHere?: boolean;
}

/** Where the turn ends, and what is said there. */
export interface Scene {
  readonly place: Place;
  readonly replies: readonly Reply[];
  /** What the turn changes besides; nothing when absent. */
  readonly effects?: readonly Effect[];
  /** What the conversation is about from here on; a part that is absent stays, one that is undefined is forgotten. */
  readonly remembers?: Memory;
}

export const noMatch: Move = { kind: 'no-match' };

export const mainMenu = { at: 'menu', menu: 'main' } as const satisfies Place;
