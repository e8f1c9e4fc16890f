import type { Logger } from 'pino';
import type { TurnTaker } from '../../dialogue/sessions.js';
import { withinDeadline } from '../../dialogue/within-deadline.js';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Answer } from '../../domain/conversation/stores.js';
import type { Turn } from '../../domain/conversation/turn.js';
import { wordsOf } from '../../domain/conversation/words-of.js';
import type { Clock } from '../../domain/time/clock.js';
import * as decode from './decode.js';
import { encode, encodeWords, type Frame, nothingToSay } from './encode.js';
import type { LateAnswers } from './late-answers.js';
import type { OpenedDelivery } from './open-delivery.js';
import { randomPool } from './random-pool.js';
import { defaultDeadlineMs, likelyRetryMs, type WechatSettings } from './settings.js';

export interface WechatDependencies {
  readonly settings: WechatSettings;
  readonly turns: Pick<TurnTaker, 'take' | 'forget'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** The words of the apology. */
  readonly sorry: () => string;
  /** Randomness for the answers' encryption. */
  readonly nonceBytes?: (count: number) => Buffer;
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
  const { settings, turns, clock, log, sorry } = dependencies;
  const { nonceBytes = randomPool(), deadlineMs = defaultDeadlineMs, late = null } = dependencies;

  /** Whoever leaves the account is forgotten at once, or as soon as a turn still being worked on is done. */
  async function forget({ conversationId }: NamedDelivery): Promise<Answer> {
    const work = turns.forget(conversationId).catch((error: unknown) => {
      log.error({ err: error, conversationId }, 'somebody left the account and is not forgotten: delete by hand');
    });
    await withinDeadline(work, deadlineMs);
    return nothingToSay;
  }

  async function converse(context: NamedDelivery): Promise<Answer> {
    const { message, conversationId, deliveryId } = context;
    const turn = decode.turnOf(message, { conversationId, deliveryId }, clock.now());
    if (turn === null) return nothingToSay;
    let words: string | null = null;
    let own: Answer | null = null;
    const work = turns.take(turn, (replies) => {
      words = wordsOf(replies);
      // WeChat will not see an answer that is owed already: it has words, for the person to get them as a message.
      own = late?.isOwing(deliveryId) ? encodeWords(words, frameFor(context)) : encode(replies, frameFor(context));
      return own;
    });
    let answer: Answer | null;
    try {
      answer = await (late === null ? work : withinDeadline(work, deadlineMs));
      if (answer === null) answer = await oweOrWait(turn, () => words, work);
    } catch (error) {
      if (error instanceof Replayed) throw error;
      log.error({ err: error, conversationId, deliveryId }, 'a WeChat turn failed; the person was sent an apology');
      answer = encodeWords(sorry(), frameFor(context));
    }
    // What we worked out ourselves for a message just written is its first answer: that much is known without asking anybody.
    const mayBeCopy = late !== null && (answer !== own || isLikelyRetry(context));
    return mayBeCopy && (await late.isOwed(deliveryId)) ? nothingToSay : answer;
  }

  /** The answer is late: WeChat is told that nothing more comes as soon as it is written down that it will. */
  async function oweOrWait(turn: Turn, words: () => string | null, work: Promise<Answer>): Promise<Answer> {
    const { conversationId } = turn;
    // Whoever sends it joins this turn, and tells of its failure.
    work.catch(() => undefined);
    try {
      await late?.owe(turn, words());
    } catch (error) {
      log.error(
        { err: error, conversationId },
        'a slow WeChat turn could not be noted: WeChat has to ask again for its answer',
      );
      return work;
    }
    log.warn({ conversationId, deadlineMs }, 'a WeChat turn is slow; its answer will be sent as a message of its own');
    return nothingToSay;
  }

  /** WeChat asks again after 5 s: a message that is about as old has likely been answered, or is owed, by another process. */
  function isLikelyRetry({ message }: NamedDelivery): boolean {
    return clock.now() - Number(message.CreateTime) * 1000 >= likelyRetryMs;
  }

  function frameFor({ delivery, message }: NamedDelivery): Frame {
    const createdAtSeconds = Math.floor(clock.now() / 1000);
    const { cipher, format } = delivery;
    const random = cipher && nonceBytes(20);
    const seal = random && {
      ...cipher,
      appId: settings.appId,
      token: settings.token,
      timestamp: String(createdAtSeconds),
      nonce: String(random.readUInt32BE(16)),
      random16: random.subarray(0, 16),
    };
    const { FromUserName: toUserName, ToUserName: fromUserName } = message;
    return { format, toUserName, fromUserName, createdAtSeconds, isMessage: !decode.isEvent(message), seal };
  }

  return (context) => (decode.isUnsubscribe(context.message) ? forget(context) : converse(context));
}
