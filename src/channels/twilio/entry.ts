import { parse } from 'node:querystring';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { type Delivery, type Entry, pathOf, type WireAnswer } from '../../web/delivery.js';
import { isOurs, judge } from '../../web/fault.js';
import { isCompressed, mediaOf } from '../../web/media.js';
import { plainAnswer, plainWords, refusedPlainly } from '../../web/plain-face.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { fallback } from './fallback.js';
import { paths, prefix } from './settings.js';
import { type TwilioDependencies, type Webhook, webhooks } from './webhooks.js';

const bodyLimit = 64 * 1024;
const mostParameters = 200;
const formType = 'application/x-www-form-urlencoded';

type Form = Readonly<Record<string, string | string[] | undefined>>;

/** The telephone through Twilio: every webhook below `/phone/twilio/`, each a signed form. */
export function twilioEntry(dependencies: TwilioDependencies): Entry {
  const { settings, log, contents } = dependencies;
  const answers = webhooks(dependencies);
  const byPath = new Map<string, Webhook>(
    Object.entries(paths).map(([name, path]) => [path, answers[name as keyof typeof paths]]),
  );

  const answer = async (delivery: Delivery): Promise<WireAnswer> => {
    let form: Form = {};
    try {
      const webhook = byPath.get(pathOf(delivery.url));
      if (!webhook) throw refusedPlainly('no-such-address');
      form = formOf(delivery);
      requireSignature(delivery, form, settings);
      const written = await webhook({ form, query: parse(delivery.url.slice(delivery.url.indexOf('?') + 1)) });
      return { status: 200, ...written };
    } catch (error) {
      const refusal = judge(error, plainWords);
      if (!isOurs(refusal)) return plainAnswer(refusal);
      // Whatever went wrong here, the caller reaches a person.
      const fields = { err: error, call: form.CallSid, path: pathOf(delivery.url) };
      log.error(fields, 'a phone turn failed; the caller was offered a person');
      return { status: 200, ...fallback(contents.current) };
    }
  };
  return { prefix, bodyLimit, answer, refuse: (fault) => plainAnswer(refusedPlainly(fault).refusal) };
}

/** @throws Refused when it is no form that Twilio would send */
function formOf({ method, headers, body }: Delivery): Form {
  if (method !== 'POST') {
    const message = 'Method not allowed: use POST.';
    throw new Refused(refusalWith('method-not-allowed', message, { headers: { Allow: 'POST' } }));
  }
  const { type, charset } = mediaOf(headers);
  if (type !== formType) throw refusedPlainly('unsupported-media', `Unsupported media type: send ${formType}.`);
  if (charset !== null && charset !== 'utf-8') throw refusedPlainly('unsupported-media');
  if (isCompressed(headers)) throw refusedPlainly('unreadable-body');
  const text = body.toString('utf8');
  if (text.split('&', mostParameters + 1).length > mostParameters)
    throw refusedPlainly('too-large', 'Too many parameters.');
  return parse(text, '&', '=', { maxKeys: 0 });
}

/**
 * Lets only what Twilio signed through. The address is the configured public one: behind a proxy the one that a server sees is
 * another, and no signature would ever fit.
 * @throws Refused
 */
function requireSignature(
  { url, headers }: Delivery,
  form: Form,
  { authToken, publicBaseUrl }: TwilioDependencies['settings'],
): void {
  const signature = headers['x-twilio-signature'];
  if (typeof signature === 'string' && validateRequest(authToken, signature, publicBaseUrl + url, form)) return;
  throw new Refused(refusalWith('forbidden', 'Forbidden: the signature does not fit.'));
}
