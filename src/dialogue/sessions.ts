import { type Forgetful, forgetConversation } from '../domain/care/forgetful.js';
import type { Content } from '../domain/content/content.js';
import type { Conversation, Place } from '../domain/conversation/conversation.js';
import { Replayed } from '../domain/conversation/replayed.js';
import type { Reply } from '../domain/conversation/reply.js';
import type { Answer, ConversationStore, TakenTurn } from '../domain/conversation/stores.js';
import type { Turn } from '../domain/conversation/turn.js';
import type { SeatsOfTurn } from '../domain/hotline/seats.js';
import { begin, respond } from './engine.js';
import { hungUp, keptCall } from './hang-up.js';
import { RecentConversations } from './recent.js';
import { again, isBehind, isFinished } from './retried.js';
import type { Services } from './turn/context.js';

/** What a channel hands its deliveries to. */
export interface TurnTaker {
  /**
   * Takes one delivery through dialogue. A retry, also one that comes while the first is still being worked on, gets the
   * stored answer byte for byte and has no second effect.
   * @param encode called with the replies, and the conversation as it is after them
   * @param how `isOwed`: we ask ourselves, because the person was promised this answer, which is never too late
   * @throws Replayed for a delivery that was answered too long ago to be a retry
   */
  take(turn: Turn, encode: Encode, how?: { readonly isOwed: boolean }): Promise<Answer>;
  /**
   * Notes that the person has hung up: whatever is delivered for this conversation afterwards is a replay. Who waited has left, and of a call
   * its record is kept.
   * @param at in ms since 1970
   * @param how `isTold`: false where nobody said so, and it must be over by now
   */
  hangUp(conversationId: string, at: number, how?: { readonly isTold: boolean }): Promise<void>;
  /**
   * Does work that belongs to a conversation but is none of its turns, while no turn of it is being taken.
   * @param work is given the conversation as it is stored, or null when there is none
   * @example keeping a recording whose callback comes while the caller's next key is answered
   */
  beside<T>(conversationId: string, work: (conversation: Conversation | null) => Promise<T>): Promise<T>;
  /** Forgets whoever had a conversation: it goes with its answers; the cases it opened stay, without the person. */
  forget(conversationId: string): Promise<void>;
}

export type Encode = (replies: readonly Reply[], conversation: Conversation) => Answer;

/** Where the content of a conversation comes from. */
export interface ContentSource {
  readonly current: Content;
  version(version: string): Promise<Content>;
}

const maxAttempts = 6;
/** Where a code or a proof may be tried. */
const countsGuesses: ReadonlySet<Place['at']> = new Set(['form', 'case', 'draw', 'candidates']);

/** What a turn goes on from. */
interface Standing {
  readonly conversation: Conversation;
  /** Whether it begins with the turn. */
  readonly isNew: boolean;
  readonly content: Content;
}

export class Sessions implements TurnTaker {
  private readonly inFlight = new Map<string, Promise<Answer>>();
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly recent = new RecentConversations();

  constructor(
    private readonly store: ConversationStore,
    private readonly contents: ContentSource,
    private readonly services: Services,
    private readonly forgetful: readonly Forgetful[],
  ) {}

  take(turn: Turn, encode: Encode, { isOwed } = { isOwed: false }): Promise<Answer> {
    const waiting = this.inFlight.get(turn.deliveryId);
    if (waiting) return waiting;
    const answer = this.afterOthers(turn.conversationId, () => this.work(turn, encode, isOwed)).finally(() =>
      this.inFlight.delete(turn.deliveryId),
    );
    this.inFlight.set(turn.deliveryId, answer);
    return answer;
  }

  beside<T>(conversationId: string, work: (conversation: Conversation | null) => Promise<T>): Promise<T> {
    return this.afterOthers(conversationId, async () => work(await this.store.get(conversationId)));
  }

  hangUp(conversationId: string, at: number, { isTold } = { isTold: true }): Promise<void> {
    return this.afterOthers(conversationId, async () => {
      let conversation = this.recent.drop(conversationId) ?? (await this.store.get(conversationId));
      for (let attempt = 0; attempt < maxAttempts && conversation && !conversation.hungUp; attempt++) {
        const outcome = await this.store.commit({
          deliveryId: `${conversationId}:hang-up`,
          answer: { contentType: '', body: '' },
          ...hungUp(conversation, at, isTold),
        });
        if (outcome !== 'stale') return;
        conversation = await this.store.get(conversationId);
      }
    });
  }

  forget(conversationId: string): Promise<void> {
    return this.afterOthers(conversationId, () => {
      this.recent.drop(conversationId);
      return forgetConversation(this.forgetful, conversationId);
    });
  }

  /** Turns of one conversation are taken one after another, so that none works on a state that another is changing. */
  private afterOthers<T>(conversationId: string, work: () => Promise<T>): Promise<T> {
    const before = this.queues.get(conversationId);
    const result = before ? before.then(work, work) : work();
    this.queues.set(conversationId, result);
    const leave = (): void => {
      if (this.queues.get(conversationId) === result) this.queues.delete(conversationId);
    };
    result.then(leave, leave);
    return result;
  }

  private async work(turn: Turn, encode: Encode, isOwed: boolean): Promise<Answer> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const known = attempt === 0 && !isOwed ? this.known(turn) : null;
      const { conversation: stored, answered } = known ?? (await this.store.take(turn.conversationId, turn.deliveryId));
      if (answered && isOwed) return { contentType: answered.contentType, body: answered.body };
      if (answered) return again(answered, stored, turn);
      if (stored && isBehind(stored, turn)) throw new Replayed(stored.hungUp);
      const isNew = stored === null || isFinished(stored, turn);
      const content = isNew ? this.contents.current : await this.contents.version(stored.contentVersion);
      const revision = stored?.revision ?? 0;
      const conversation = isNew ? begin(turn, content, revision) : stored;
      // What was stale once is taken with whoever is reserved for it at once, and so is a guess, which is counted before the turn is stored.
      const mayBeAgain = attempt === 0 && !countsGuesses.has(conversation.place.at);
      const seats = mayBeAgain ? (this.services.seats.forTurn?.() ?? null) : null;
      const answer = await this.answered({ conversation, isNew, content }, turn, encode, seats);
      if (answer) return answer;
      this.recent.drop(turn.conversationId);
      // Another process answered this delivery or took another turn meanwhile: look again.
    }
    throw new Error(
      `delivery ${turn.deliveryId} met ${maxAttempts} other turns of its conversation; it was not stored`,
    );
  }

  /** @returns the answer, which is stored; null where another turn was stored meanwhile, or whoever was to be rung is not free any more */
  private async answered(
    { conversation, isNew, content }: Standing,
    turn: Turn,
    encode: Encode,
    ofTurn: SeatsOfTurn | null,
  ): Promise<Answer | null> {
    const services = ofTurn ? { ...this.services, seats: ofTurn.seats } : this.services;
    let isStored = false;
    try {
      const result = await respond(conversation, isNew, turn, content, services);
      const answer = encode(result.replies, result.conversation);
      const rung = ofTurn?.reservations() ?? [];
      const effects = [
        ...result.effects,
        ...rung.map((reservation) => ({ kind: 'reserve-seats', reservation }) as const),
        // What was left may come when the call is over.
        ...(conversation.hungUp ? keptCall(result.conversation) : []),
      ];
      const { deliveryId } = turn;
      const outcome = await this.store.commit({ deliveryId, conversation: result.conversation, answer, effects });
      isStored = outcome === 'committed';
      if (isStored && !result.conversation.hungUp) this.recent.keep(result.conversation, turn.deliveryId);
      return isStored ? answer : null;
    } finally {
      ofTurn?.end(isStored);
    }
  }

  /** @returns what a turn most likely goes on with, without reading it; null where that is not known */
  private known(turn: Turn): TakenTurn | null {
    // A call that rings is new, but for a retry, which cannot be stored a second time.
    if (turn.step === 0 && turn.input.kind === 'arrival') return { conversation: null, answered: null };
    const conversation = this.recent.before(turn);
    return conversation && { conversation, answered: null };
  }
}
