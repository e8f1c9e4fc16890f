import { parse } from 'node:querystring';
import { Unavailable } from '../../domain/care/unavailable.js';
import { type Entry, type Head, pathOf } from '../../web/delivery.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import { isCompressed, mediaOf } from '../../web/media.js';
import { OnceAMinute } from '../../web/once-a-minute.js';
import { providerEntry } from '../../web/provider-entry.js';
import type { Refusals } from '../../web/refusals.js';
import { channelName } from '../telephone/call.js';
import { afterFailure } from './after-fault.js';
import type { TwilioDependencies } from './dependencies.js';
import { paths, prefix } from './settings.js';
import { endsAddress, type Form, hidesNoId, signatureOf, TwilioSignatures } from './signature.js';
import type { Webhook } from './webhook.js';
import { webhooks } from './webhooks.js';

const bodyLimit = 64 * 1024;
const mostParameters = 200;
const formType = 'application/x-www-form-urlencoded';

/** The telephone through Twilio: every webhook below `/phone/twilio/`, each a signed form. */
export function twilioEntry(dependencies: TwilioDependencies & { readonly refusals: Refusals }): Entry {
  const { settings, clock, log, refusals } = dependencies;
  const answers = webhooks(dependencies);
  const lines = new OnceAMinute(clock);
  const signatures = new TwilioSignatures(settings);
  const byPath = new Map<string, Webhook>(
    Object.entries(paths).map(([name, path]) => [path, answers[name as keyof typeof paths]]),
  );
  return providerEntry({
    ...{ channel: channelName, prefix, bodyLimit, refusals },
    admit(head) {
      const webhook = byPath.get(pathOf(head.url));
      if (!webhook) throw new DeliveryRefused('address');
      requireForm(head);
      const signature = signatureOf(head.headers);
      return async (body) => {
        const form = formOf(body);
        signatures.require(signature, head.url, form);
        if (form.AccountSid !== settings.accountSid)
          throw new DeliveryRefused('account', { hint: 'compare TWILIO_ACCOUNT_SID with the account that calls us' });
        if (endsAddress(head.url, form) || !hidesNoId(form)) throw new DeliveryRefused('shape');
        return webhook({ form, query: parse(head.url.slice(head.url.indexOf('?') + 1)) });
      };
    },
    failed(error, { url, body }) {
      const form = parse(body.toString('utf8'));
      const path = pathOf(url);
      const times = lines.pass(error instanceof Unavailable ? 'unavailable' : path);
      const fields = { err: error, call: form.CallSid, path, times };
      if (times !== null)
        log.error(fields, 'a phone turn failed; the caller was offered a person, or to leave a message');
      return afterFailure(path, form, dependencies);
    },
  });
}

/** @throws DeliveryRefused when it is no form that Twilio would send */
function requireForm({ method, headers }: Head): void {
  if (method !== 'POST')
    throw new DeliveryRefused('method', { words: 'Method not allowed: use POST.', headers: { Allow: 'POST' } });
  const { type, charset } = mediaOf(headers);
  if (type !== formType) throw new DeliveryRefused('media', { words: `Unsupported media type: send ${formType}.` });
  if ((charset !== null && charset !== 'utf-8') || isCompressed(headers)) throw new DeliveryRefused('media');
}

function formOf(body: Buffer): Form {
  const text = body.toString('utf8');
  let parameters = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    if (++parameters > mostParameters) throw new DeliveryRefused('too-large', { words: 'Too many parameters.' });
  }
  return parse(text, '&', '=', { maxKeys: 0 });
}
