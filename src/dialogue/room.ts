import type { Place } from '../domain/conversation/conversation.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { Reply } from '../domain/conversation/reply.js';
import type { Input } from '../domain/conversation/turn.js';
import type { Sentence } from '../domain/language/phrases.js';
import type { TurnContext } from './context.js';

/** One kind of place: what is said on arriving, and what each input does there. */
export interface Room<P extends Place> {
  arrive(place: P, context: TurnContext, manner: Manner): Scene | Promise<Scene>;
  take(place: P, input: Input, context: TurnContext): Move | Promise<Move>;
}

/** How much is said on arriving: all of it, all but the introduction, or nothing (only listening). */
export type Manner = 'full' | 'again' | 'brief';

/** Where the turn ends, and what is said there. */
export interface Scene {
  readonly place: Place;
  readonly replies: readonly Reply[];
  /** What the turn changes besides; nothing when absent. */
  readonly effects?: readonly Effect[];
}

/** What an input did. */
export type Move =
  /** It leads to another place. */
  | { readonly kind: 'go'; readonly place: Place; readonly lead?: readonly Sentence[] }
  /** It leads to a line's people. */
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'end'; readonly lead: readonly Sentence[]; readonly effects?: readonly Effect[] }
  /** It was answered completely. */
  | { readonly kind: 'scene'; readonly scene: Scene }
  /** It meant nothing here; `hint` says what was wrong with it better than the general words do. */
  | { readonly kind: 'no-match'; readonly hint?: readonly Sentence[]; readonly place?: Place };

export const noMatch: Move = { kind: 'no-match' };

export const mainMenu: Place = { at: 'menu', menu: 'main' };
