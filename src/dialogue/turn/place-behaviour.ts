import type { Place } from '../../domain/conversation/conversation.js';
import type { Option } from '../../domain/conversation/reply.js';
import type { Input } from '../../domain/conversation/turn.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from './context.js';
import type { Move, Scene } from './move.js';

/** A place of one kind: `PlaceAt<'menu'>` is being in a menu. */
export type PlaceAt<At extends Place['at']> = Extract<Place, { at: At }>;

/** How one kind of place behaves: what is said on arriving there, and what each input does. */
export interface PlaceBehaviour<P extends Place> {
  arrive(place: P, context: TurnContext, manner: Manner): Scene | Promise<Scene>;
  /** Arrives with words that become part of its own first sentence; where it is absent, they are said before. */
  arriveWith?(place: P, context: TurnContext, lead: readonly Sentence[]): Scene | Promise<Scene>;
  /** What can be chosen here by a key, in its order; absent where nothing can. A label is empty where only the key is known. */
  choices?(place: P, context: TurnContext): readonly Option[];
  /** What silence means here; where it is absent, nothing was meant and it is asked again. */
  silent?(place: P, context: TurnContext): Move | Promise<Move>;
  take(place: P, input: Input, context: TurnContext): Move | Promise<Move>;
}

/** How much is said on arriving: all of it, all but the introduction, or nothing (only listening). */
export type Manner = 'full' | 'again' | 'brief';
