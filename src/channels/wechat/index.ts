import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import type { Logger } from 'pino';
import type { TurnTaker } from '../../dialogue/sessions.js';
import { withinDeadline } from '../../dialogue/within-deadline.js';
import { Replayed } from '../../domain/conversation/replayed.js';
import type { Answer } from '../../domain/conversation/stores.js';
import type { Turn } from '../../domain/conversation/turn.js';
import type { Clock } from '../../domain/time/clock.js';
import * as decode from './decode.js';
import { encode, encodeWords, type Frame, nothingToSay, wordsOf } from './encode.js';
import { Unreadable } from './envelope.js';
import { onlyKnownTypes, refusalOf, send, sendPlain } from './http.js';
import type { LateAnswers } from './late-answers.js';
import { type Delivery, DeliveryOpener, Forbidden } from './open-delivery.js';
import { randomPool } from './random-pool.js';
import { ReplayGuard } from './replay-guard.js';
import {
  bodyLimit,
  defaultDeadlineMs,
  likelyRetryMs,
  paths,
  rememberedSignatures,
  type WechatSettings,
} from './settings.js';

export type { WechatSettings } from './settings.js';

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

/** The official account (公众号): WeChat's address check and its deliveries, at `/wechat/official`. */
export function wechatRouter(dependencies: WechatDependencies): Router {
  const { settings, turns, clock, log, sorry } = dependencies;
  const { nonceBytes = randomPool(), deadlineMs = defaultDeadlineMs, late = null } = dependencies;
  const opener = new DeliveryOpener(settings);
  const guard = new ReplayGuard(rememberedSignatures);

  const checkAddress: RequestHandler = (request, response) => {
    const { query } = request;
    opener.checkAddress(query);
    const { echostr } = query;
    if (typeof echostr !== 'string' || !/^\P{Cc}{1,256}$/u.test(echostr)) {
      throw new Unreadable('Bad request: check echostr.');
    }
    sendPlain(response, 200, echostr);
  };

  const answerDelivery: RequestHandler = async (request, response) => {
    const delivery = opener.open(request.query, request.body, clock.now());
    const message = decode.readMessage(delivery.fields);
    const conversationId = decode.conversationIdOf(message, settings);
    const deliveryId = decode.deliveryIdOf(message, settings);
    if (!guard.admits(delivery.signature, deliveryId)) throw new Forbidden('replayed with another message');
    const context: Context = { delivery, message, conversationId, deliveryId };
    send(response, await (decode.isUnsubscribe(message) ? forget(context) : converse(context)));
  };

  /** Whoever leaves the account is forgotten at once, or as soon as a turn still being worked on is done. */
  async function forget({ conversationId }: Context): Promise<Answer> {
    const work = turns.forget(conversationId).catch((error: unknown) => {
      log.error({ err: error, conversationId }, 'somebody left the account and is not forgotten: delete by hand');
    });
    await withinDeadline(work, deadlineMs);
    return nothingToSay;
  }

  async function converse(context: Context): Promise<Answer> {
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
  function isLikelyRetry({ message }: Context): boolean {
    return clock.now() - Number(message.CreateTime) * 1000 >= likelyRetryMs;
  }

  function frameFor({ delivery, message }: Context): Frame {
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

  const refuse: ErrorRequestHandler = (error: unknown, _request: Request, response: Response, _next) => {
    if (error instanceof Forbidden && error.hint)
      log.warn({ hint: error.hint }, 'a signed WeChat delivery was refused');
    const refusal = refusalOf(error);
    if (!refusal) log.error({ err: error }, 'a WeChat delivery met a fault of ours; it was answered with nothing');
    if (refusal) sendPlain(response, refusal.status, `${refusal.words}\n`);
    else send(response, nothingToSay);
  };

  const router = express.Router({ caseSensitive: true });
  // The body is read once, as bytes; anything compressed is refused.
  const readBody = express.raw({ type: () => true, limit: bodyLimit, inflate: false });
  router
    .route(paths.official)
    .get(checkAddress)
    .post(onlyKnownTypes, readBody, answerDelivery)
    .all((_request, response) => {
      response.setHeader('Allow', 'GET, POST');
      sendPlain(response, 405, 'Method not allowed: use GET or POST.\n');
    });
  router.use(paths.official, refuse);
  return router;
}

/** One delivery on its way, and how it is named. */
interface Context {
  readonly delivery: Delivery;
  readonly message: decode.Message;
  readonly conversationId: string;
  readonly deliveryId: string;
}
