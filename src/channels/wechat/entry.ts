import { parse } from 'node:querystring';
import type { Answer } from '../../domain/conversation/stores.js';
import { type Delivery, type Entry, pathOf, type WireAnswer } from '../../web/delivery.js';
import { isOurs, judge } from '../../web/fault.js';
import { isCompressed, mediaOf } from '../../web/media.js';
import { plainAnswer, plainWords, refusedPlainly } from '../../web/plain-face.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { chat, type WechatDependencies } from './chat.js';
import * as decode from './decode.js';
import { nothingToSay } from './encode.js';
import { Unreadable } from './envelope.js';
import { DeliveryOpener, Forbidden } from './open-delivery.js';
import { ReplayGuard } from './replay-guard.js';
import { bodyLimit, paths, rememberedSignatures } from './settings.js';

const knownTypes: ReadonlySet<string> = new Set(['', 'text/xml', 'application/xml', 'application/json', 'text/plain']);

/** The official account (公众号): WeChat's address check and its deliveries, at `/wechat/official`. */
export function wechatEntry(dependencies: WechatDependencies): Entry {
  const { settings, clock, log } = dependencies;
  const opener = new DeliveryOpener(settings);
  const guard = new ReplayGuard(rememberedSignatures);
  const answerTo = chat(dependencies);

  const open = async ({ url, headers, body }: Delivery): Promise<Answer> => {
    if (!knownTypes.has(mediaOf(headers).type))
      throw refusedPlainly('unsupported-media', 'Unsupported media type: send text/xml or application/json.');
    if (isCompressed(headers))
      throw refusedPlainly('unsupported-media', 'Unsupported media type: send the body uncompressed.');
    const delivery = opener.open(queryOf(url), body, clock.now());
    const message = decode.readMessage(delivery.fields);
    const conversationId = decode.conversationIdOf(message, settings);
    const deliveryId = decode.deliveryIdOf(message, settings);
    if (!guard.admits(delivery.signature, deliveryId)) throw new Forbidden('replayed with another message');
    return answerTo({ delivery, message, conversationId, deliveryId });
  };

  const answer = async (delivery: Delivery): Promise<WireAnswer> => {
    try {
      const { method, url } = delivery;
      if (pathOf(url) !== paths.official) throw refusedPlainly('no-such-address');
      if (method === 'GET' || method === 'HEAD') return plain(echoOf(url, opener));
      if (method === 'POST') return { status: 200, ...(await open(delivery)) };
      const message = 'Method not allowed: use GET or POST.';
      throw new Refused(refusalWith('method-not-allowed', message, { headers: { Allow: 'GET, POST' } }));
    } catch (error) {
      if (error instanceof Forbidden && error.hint)
        log.warn({ hint: error.hint }, 'a signed WeChat delivery was refused');
      const refusal = judge(error, plainWords);
      if (!isOurs(refusal)) return plainAnswer(refusal);
      log.error({ err: error }, 'a WeChat delivery met a fault of ours; it was answered with nothing');
      return { status: 200, ...nothingToSay };
    }
  };
  return { prefix: paths.official, bodyLimit, answer, refuse: (fault) => plainAnswer(refusedPlainly(fault).refusal) };
}

/** WeChat's address check (接入验证): whoever signs is given back what it sent. */
function echoOf(url: string, opener: DeliveryOpener): string {
  const query = queryOf(url);
  opener.checkAddress(query);
  const { echostr } = query;
  if (typeof echostr === 'string' && /^\P{Cc}{1,256}$/u.test(echostr)) return echostr;
  throw new Unreadable('Bad request: check echostr.');
}

/** A parameter given twice is a list. */
function queryOf(url: string): Readonly<Record<string, unknown>> {
  const start = url.indexOf('?');
  return start < 0 ? {} : parse(url.slice(start + 1));
}

function plain(body: string): WireAnswer {
  const headers = { 'X-Content-Type-Options': 'nosniff' };
  return { status: 200, contentType: 'text/plain; charset=utf-8', body, headers };
}
