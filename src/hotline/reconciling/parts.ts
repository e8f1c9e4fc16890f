import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { ConversationStore } from '../../domain/conversation/stores.js';
import type { CallLooker } from '../../domain/hotline/call-looker.js';
import type { HotlineRules } from '../../domain/hotline/rules.js';
import type { SeatStore, WaitingStore } from '../../domain/hotline/stores.js';
import type { Clock } from '../../domain/time/clock.js';
import type { CalledBack } from '../callbacks/signals.js';

type Say = (fields: object, message: string) => void;

/** What is ended because nobody told its end: a call, a telephone's ringing, a talk, a wait, a call back. */
export const endable = ['call', 'offer', 'talk', 'wait', 'callback'] as const;
export type Endable = (typeof endable)[number];

/** What the reconciler looks at, and ends. */
export interface ReconcilingParts {
  readonly conversations: Pick<ConversationStore, 'get' | 'silent'>;
  readonly seats: Pick<SeatStore, 'presences' | 'byId' | 'offersOf' | 'openOffers' | 'settle' | 'change'>;
  readonly waiting: Pick<WaitingStore, 'unheard' | 'note'>;
  readonly callbacks: Pick<CallbackStore, 'hanging' | 'toColleague'>;
  readonly calledBack: Pick<CalledBack, 'over'>;
  /** Closes a call as its own signal would have. */
  readonly closeCall: (conversationId: string, at: number) => Promise<void>;
  /** @returns the conversation of a provider's call */
  readonly conversationIdOf: (callId: string) => string;
  /** Null where the provider cannot be asked: then only time tells. */
  readonly looker: CallLooker | null;
  readonly rules: () => HotlineRules;
  readonly clock: Clock;
  readonly log: { readonly warn: Say };
  readonly count: (what: Endable, times: number) => void;
}
