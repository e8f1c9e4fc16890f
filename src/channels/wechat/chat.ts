import type { Logger } from 'pino';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Aside } from '../../domain/care/aside.js';
import { Unavailable } from '../../domain/care/unavailable.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Reply } from '../../domain/conversation/reply.js';
import type { Answer, StampStore } from '../../domain/conversation/stores.js';
import type { Turn } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import { OnceAMinute } from '../../web/once-a-minute.js';
import { refusedPlainly } from '../../web/plain-face.js';
import { randomPool } from '../../web/random-pool.js';
import { withinDeadline } from '../../web/within-deadline.js';
import * as decode from './decode.js';
import { Departures } from './departures.js';
import { encode, encodeWords, type Frame, nothingToSay, wordsInstead } from './encode.js';
import { frameFor } from './frame.js';
import type { LateAnswers } from './late-answers.js';
import type { OpenedDelivery } from './open-delivery.js';
import type { PresentStaff } from './present-staff.js';
import { defaultDeadlineMs, likelyRetryMs, type WechatSettings } from './settings.js';
import { requireStamp, stampUse } from './stamps.js';

export interface WechatDependencies {
  readonly settings: WechatSettings;
  readonly turns: Pick<TurnTaker, 'take' | 'forget'>;
  readonly stamps: StampStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Takes what cannot be stored. */
  readonly aside: Aside;
  /** The words of the apology. */
  readonly sorry: () => string;
  /** Randomness for the answers' encryption. */
  readonly nonceBytes?: (count: number) => Buffer;
  /** Knows which colleagues are there; null: nobody is named. */
  readonly present?: PresentStaff | null;
  /** Sends answers that come too late; null: WeChat's own retries wait for them instead. */
  readonly late?: LateAnswers | null;
  readonly deadlineMs?: number;
}

/** One delivery on its way, and how it is named. */
export interface NamedDelivery {
  readonly delivery: OpenedDelivery;
  readonly message: decode.Message;
  readonly conversationId: string;
  readonly deliveryId: string;
}

/**
 * Answers deliveries that have proved themselves: a message or an event becomes a turn, the turn's replies one answer; what takes
 * too long is owed, and sent as a message of its own.
 * @returns the answer to a delivery, within WeChat's 5 seconds
 */
export function chat(dependencies: WechatDependencies): (context: NamedDelivery) => Promise<Answer> {
  const one = new Chat(dependencies);
  return (context) => (decode.isUnsubscribe(context.message) ? one.forget(context) : one.converse(context));
}

/** What this process has written for a turn; nothing, where another had answered it before. */
interface Written {
  words: string | null;
  /** What the answer has no room for; empty when there is nothing. */
  beside: string;
  answer: Answer | null;
}

class Chat {
  private readonly late: LateAnswers | null;
  private readonly deadlineMs: number;
  private readonly nonceBytes: (count: number) => Buffer;
  private readonly departures = new Departures();
  private readonly lines: OnceAMinute;

  constructor(private readonly dependencies: WechatDependencies) {
    this.lines = new OnceAMinute(dependencies.clock);
    this.late = dependencies.late ?? null;
    this.deadlineMs = dependencies.deadlineMs ?? defaultDeadlineMs;
    this.nonceBytes = dependencies.nonceBytes ?? randomPool();
  }

  /**
   * Whoever leaves the account is forgotten at once, or as soon as a turn still being worked on is done; where that cannot be stored in time, it is
   * set aside until it can.
   * @throws Refused when it could not be kept in either way: WeChat asks again
   */
  async forget(context: NamedDelivery): Promise<Answer> {
    const { conversationId, message } = context;
    const work = this.forgetNow(context).then(() => true);
    try {
      if ((await withinDeadline(work, this.deadlineMs)) === true) return nothingToSay;
    } catch (error) {
      if (error instanceof DeliveryRefused) throw error;
      this.tell(error, context, 'somebody who left the account could not be forgotten yet; it is set aside');
    }
    work.catch(() => undefined);
    this.departures.note(conversationId, message);
    this.setAside(context);
    return nothingToSay;
  }

  private async forgetNow({ delivery, deliveryId, conversationId, message }: NamedDelivery): Promise<void> {
    await requireStamp(this.dependencies, delivery.stamp, deliveryId);
    this.departures.note(conversationId, message);
    await this.dependencies.turns.forget(conversationId);
  }

  private setAside({ conversationId, delivery, deliveryId }: NamedDelivery): void {
    const { aside, clock, log } = this.dependencies;
    const stamp = stampUse(this.dependencies, delivery.stamp, deliveryId);
    try {
      aside.keep({ kind: 'forget', conversationId, at: clock.now(), stamp });
    } catch (error) {
      log.error(
        { err: error, conversationId },
        'somebody left the account and is not forgotten; WeChat has to ask again',
      );
      throw refusedPlainly('unavailable');
    }
  }

  /** Takes a message or an event as a turn. */
  async converse(context: NamedDelivery): Promise<Answer> {
    const { turns, clock } = this.dependencies;
    const { delivery, message, conversationId, deliveryId } = context;
    const turn = decode.turnOf(message, { conversationId, deliveryId }, clock.now());
    try {
      // Also what asks for nothing: its stamp would be good for a message of somebody else's otherwise.
      await requireStamp(this.dependencies, delivery.stamp, deliveryId);
    } catch (error) {
      if (turn === null && error instanceof Unavailable) return nothingToSay;
      return this.apologise(error, context);
    }
    if (turn === null || this.departures.isBefore(conversationId, message)) return nothingToSay;
    const written: Written = { words: null, beside: '', answer: null };
    const work = turns.take(turn, (replies, { place }) => this.write(replies, place, context, written));
    const answer = await this.inTime(work, turn, written).catch((error: unknown) => this.apologise(error, context));
    if (await this.isAnsweredElsewhere(answer, written, context)) return nothingToSay;
    if (answer === written.answer && written.beside !== '') void this.late?.tellBeside(turn, written.beside);
    return answer;
  }

  private write(replies: readonly Reply[], { at }: Place, context: NamedDelivery, written: Written): Answer {
    const words = wordsInstead(replies);
    const frame = this.frameFor(context);
    const { present } = this.dependencies;
    if (at === 'question' || at === 'colleague') present?.ask();
    // WeChat will not see an answer that is owed already: it has words, for the person to get them as a message.
    const isOwing = this.late?.isOwing(context.deliveryId) ?? false;
    const answer = isOwing
      ? encodeWords(words, frame)
      : encode(replies, frame, (accounts) => present?.quietest(accounts) ?? null);
    const connect = isOwing || !frame.isMessage ? undefined : replies.find(({ verb }) => verb === 'connect');
    Object.assign(written, { words, beside: connect?.words ?? '', answer });
    return answer;
  }

  /** @returns the answer, or where it takes too long and can be owed, that nothing more comes now */
  private async inTime(work: Promise<Answer>, turn: Turn, written: Written): Promise<Answer> {
    if (this.late === null) return work;
    return (await withinDeadline(work, this.deadlineMs)) ?? (await this.owe(this.late, work, turn, written));
  }

  /** The answer is late: WeChat is told that nothing more comes as soon as it is written down that it will. */
  private async owe(late: LateAnswers, work: Promise<Answer>, turn: Turn, { words }: Written): Promise<Answer> {
    const { log } = this.dependencies;
    const { conversationId } = turn;
    // Whoever sends it joins this turn, and tells of its failure.
    work.catch(() => undefined);
    try {
      await late.owe(turn, words);
    } catch (error) {
      log.error(
        { err: error, conversationId },
        'a slow WeChat turn could not be noted: WeChat has to ask again for its answer',
      );
      return work;
    }
    const { deadlineMs } = this;
    log.warn({ conversationId, deadlineMs }, 'a WeChat turn is slow; its answer will be sent as a message of its own');
    return nothingToSay;
  }

  /** @throws Replayed and DeliveryRefused, which are no faults of ours */
  private apologise(error: unknown, context: NamedDelivery): Answer {
    if (error instanceof Replayed || error instanceof DeliveryRefused) throw error;
    this.tell(error, context, 'a WeChat turn failed; the person was sent an apology');
    return encodeWords(this.dependencies.sorry(), this.frameFor(context));
  }

  /** While there is no database, every turn fails in the same way: a line a minute is enough. */
  private tell(error: unknown, { conversationId, deliveryId }: NamedDelivery, message: string): void {
    const times = this.lines.pass(error instanceof Unavailable ? `unavailable: ${message}` : message);
    if (times === null) return;
    this.dependencies.log.error({ err: error, conversationId, deliveryId, times }, message);
  }

  /** Whether the person gets the answer as a message of its own, so that no copy of the delivery may give it, too. */
  private async isAnsweredElsewhere(answer: Answer, written: Written, context: NamedDelivery): Promise<boolean> {
    if (this.late === null) return false;
    // What we worked out ourselves for a message just written is its first answer: that much is known without asking anybody.
    const mayBeCopy = answer !== written.answer || this.isLikelyRetry(context);
    return mayBeCopy && this.late.isOwed(context.deliveryId);
  }

  /** WeChat asks again after 5 s: a message that is about as old has likely been answered, or is owed, by another process. */
  private isLikelyRetry({ message }: NamedDelivery): boolean {
    return this.dependencies.clock.now() - Number(message.CreateTime) * 1000 >= likelyRetryMs;
  }

  private frameFor(context: NamedDelivery): Frame {
    const { settings, clock } = this.dependencies;
    return frameFor(context, { settings, now: clock.now(), nonceBytes: this.nonceBytes });
  }
}
