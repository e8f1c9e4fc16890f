import type { IncomingHttpHeaders } from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import { isSameSecret } from '../../web/same-secret.js';
import type { TwilioSettings } from './settings.js';

/** What a webhook's body says; a parameter given twice is a list. */
export type Form = Readonly<Record<string, string | string[] | undefined>>;

/**
 * @returns what the header says, which has the shape of a signature: 20 bytes as Base64
 * @throws DeliveryRefused before anybody reads a body
 */
export function signatureOf({ 'x-twilio-signature': signature }: IncomingHttpHeaders): string {
  if (typeof signature === 'string' && /^[A-Za-z0-9+/]{27}=$/.test(signature)) return signature;
  throw new DeliveryRefused('unsigned');
}

/**
 * Lets only what Twilio signed through. The address is the configured public one: behind a proxy the one that a server sees is
 * another, and no signature would ever fit. Twilio signs it with its port or without.
 */
export class TwilioSignatures {
  private readonly authToken: string;
  private readonly bases: readonly string[];

  constructor({ authToken, publicBaseUrl }: Pick<TwilioSettings, 'authToken' | 'publicBaseUrl'>) {
    this.authToken = authToken;
    this.bases = bothForms(publicBaseUrl);
  }

  /** @throws DeliveryRefused when it is not signed for these parameters and this address */
  require(signature: string, url: string, form: Form): void {
    const isSigned = this.bases.some((base) =>
      isSameSecret(signature, getExpectedTwilioSignature(this.authToken, base + url, form)),
    );
    if (isSigned) return;
    const hint = 'compare PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN with what the console of Twilio shows';
    throw new DeliveryRefused('signature', { hint });
  }
}

/** @example bothForms('https://a.example') // ['https://a.example', 'https://a.example:443'] */
function bothForms(base: string): readonly string[] {
  const [, scheme = '', host = '', port, path = ''] = /^(https?:\/\/)([^/]*?)(:\d+)?(\/.*)?$/i.exec(base) ?? [];
  const usual = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return [base, `${scheme}${host}${port === undefined ? usual : ''}${path}`];
}

/**
 * The address is signed before the names, without anything between: `?step=12` would be `?step=1` and a parameter `2`. The account's id
 * is the first that Twilio sends, and whatever comes before it in a link with something to say is the end of that link.
 */
export function endsAddress(url: string, form: Form): boolean {
  let before = '';
  for (const name of Object.keys(form).sort()) {
    if (name >= 'AccountSid') break;
    before += signedParameter(name, form[name]);
  }
  return before !== '' && (url.includes('?') || /^[?/]/.test(before));
}

/** The ids by which a delivery becomes somebody's call, or a case, with the end of the names they come under. */
const ids = [
  {
    written: /CallSidCA[0-9a-f]{32}/g,
    ending: 'CallSid',
    name: /^(?:[A-Z][A-Za-z]*)?CallSid$/,
    id: /^CA[0-9a-f]{32}$/,
  },
  {
    written: /RecordingSidRE[0-9a-f]{32}/g,
    ending: 'RecordingSid',
    name: /^(?:[A-Z][A-Za-z]*)?RecordingSid$/,
    id: /^RE[0-9a-f]{32}$/,
  },
] as const;

/**
 * Twilio signs names and values without anything between them: under one signature the border between two parameters can be moved, so
 * that an id disappears in its neighbour and another text is read as one. So every id that stands in what was signed must be a
 * parameter of its own.
 * @example { ApiVersion: '2010-04-01CallSidCA…', CallSid: 'CA…' } hides one, and is refused
 */
export function hidesNoId(form: Form): boolean {
  let signed = '';
  for (const name of Object.keys(form).sort()) signed += signedParameter(name, form[name]);
  return ids.every(({ written, ending, name, id }) => {
    let own = 0;
    for (const one in form) {
      const value = form[one];
      // Most names are told apart by their end alone.
      if (one.endsWith(ending) && typeof value === 'string' && name.test(one) && id.test(value)) own += 1;
    }
    return (signed.match(written)?.length ?? 0) === own;
  });
}

/** A parameter as it is signed: one given twice has its name before each value, and each value once. */
function signedParameter(name: string, value: Form[string]): string {
  if (typeof value === 'string') return name + value;
  return [...new Set(value)]
    .sort()
    .map((one) => name + one)
    .join('');
}
