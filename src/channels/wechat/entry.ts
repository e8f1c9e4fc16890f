import { hash } from 'node:crypto';
import { parse } from 'node:querystring';
import { type Entry, type Head, pathOf, type WireAnswer } from '../../web/delivery.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import { isCompressed, mediaOf } from '../../web/media.js';
import { providerEntry } from '../../web/provider-entry.js';
import type { Refusals } from '../../web/refusals.js';
import { chat, type NamedDelivery, type WechatDependencies } from './chat.js';
import * as decode from './decode.js';
import { nothingToSay } from './encode.js';
import { Unreadable } from './envelope.js';
import { DeliveryOpener, type Query } from './open-delivery.js';
import { bodyLimit, channelName, paths } from './settings.js';
import { requireStamp } from './stamps.js';

const knownTypes: ReadonlySet<string> = new Set(['', 'text/xml', 'application/xml', 'application/json', 'text/plain']);

/** The official account (公众号): WeChat's address check and its deliveries, at `/wechat/official`. */
export function wechatEntry(dependencies: WechatDependencies & { readonly refusals: Refusals }): Entry {
  const { settings, clock, log, refusals } = dependencies;
  const opener = new DeliveryOpener(settings);
  const answerTo = chat(dependencies);

  /** WeChat's address check (接入验证): whoever signs is given back what it sent. What proved it proves nothing else any more. */
  const echo = (query: Query) => {
    const stamp = opener.checkAddress(query, clock.now());
    const { echostr } = query;
    if (typeof echostr !== 'string' || !/^\P{Cc}{1,256}$/u.test(echostr))
      throw new DeliveryRefused('broken-off', { words: 'Bad request: check echostr.' });
    return async (): Promise<WireAnswer> => {
      await requireStamp(dependencies, stamp, 'address check');
      return plain(echostr);
    };
  };

  const deliver = (query: Query, head: Head) => {
    requireReadable(head);
    const stamp = opener.checkAddress(query, clock.now());
    const seal = opener.sealOf(query);
    const read = (body: Buffer): NamedDelivery => {
      const delivery = opener.open(stamp, seal, body, clock.now());
      const message = decode.readMessage(delivery.fields);
      const conversationId = decode.conversationIdOf(message, settings);
      const deliveryId = decode.deliveryIdOf(message, settings);
      return { delivery, message, conversationId, deliveryId };
    };
    return async (body: Buffer) => {
      let named: NamedDelivery;
      try {
        named = read(body);
      } catch (refused) {
        // What WeChat sent and we cannot read uses its stamp up, too; a forgery never had one.
        if (refused instanceof Unreadable)
          await requireStamp(dependencies, stamp, `unreadable ${hash('sha256', body, 'base64url')}`);
        throw refused;
      }
      return answerTo(named);
    };
  };

  return providerEntry({
    ...{ channel: channelName, prefix: paths.official, bodyLimit, refusals },
    admit(head) {
      const { method, url } = head;
      if (pathOf(url) !== paths.official) throw new DeliveryRefused('address');
      if (method === 'GET' || method === 'HEAD') return echo(queryOf(url));
      if (method === 'POST') return deliver(queryOf(url), head);
      const words = 'Method not allowed: use GET or POST.';
      throw new DeliveryRefused('method', { words, headers: { Allow: 'GET, POST' } });
    },
    failed(error) {
      log.error({ err: error }, 'a WeChat delivery met a fault of ours; it was answered with nothing');
      return nothingToSay;
    },
    // A refusal would be shown to the person, who has done nothing wrong: WeChat is told that nothing more comes.
    appease: (refused) => (refused instanceof Unreadable ? nothingToSay : null),
  });
}

function requireReadable({ headers }: Head): void {
  if (!knownTypes.has(mediaOf(headers).type))
    throw new DeliveryRefused('media', {
      words: 'Unsupported media type: send text/xml or application/json.',
    });
  if (isCompressed(headers))
    throw new DeliveryRefused('media', { words: 'Unsupported media type: send the body uncompressed.' });
}

function queryOf(url: string): Query {
  const start = url.indexOf('?');
  return start < 0 ? {} : parse(url.slice(start + 1));
}

function plain(body: string): WireAnswer {
  const headers = { 'X-Content-Type-Options': 'nosniff' };
  return { status: 200, contentType: 'text/plain; charset=utf-8', body, headers };
}
