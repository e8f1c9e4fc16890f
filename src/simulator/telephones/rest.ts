import { ProviderRefusal } from '../refusal.js';
import { TwilioWire } from '../twilio-wire.js';
import { readTwiml, type Verb } from '../twiml.js';
import type { Exchange } from './exchange.js';
import type { LiveCall } from './live-call.js';
import { OutgoingCall } from './outgoing-call.js';

/** A request to the provider's own addresses. */
export interface RestRequest {
  readonly method: string;
  /** Such as `/2010-04-01/Accounts/AC…/Calls.json`. */
  readonly path: string;
  readonly authorization: string;
  readonly form: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface RestAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface RestLimits {
  /** Calls that are begun in a second; those above it wait their turn. */
  readonly callsPerSecond: number;
  /** Whether a number can be called from this account: since 2023 those of mainland China cannot. */
  readonly reaches: (to: string) => boolean;
}

/** A refusal is answered with 400, but for these. */
const statuses: Readonly<Record<string, number>> = { '20003': 401, '20404': 404, '20004': 405 };

const callsPath = /^\/2010-04-01\/Accounts\/([^/]+)\/Calls(?:\/(CA[0-9a-f]{32}))?\.json$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const sip = /^sips?:\S+$/;

/**
 * The provider's calls, as a service asks for them: one is begun, changed or looked at, at one a second, and refused with the provider's
 * codes where the provider would refuse it.
 */
export class Rest {
  private readonly outgoing = new Map<string, OutgoingCall>();
  private readonly limits: RestLimits;
  private mayBeginAt = 0;

  constructor(
    private readonly exchange: Exchange,
    limits: Partial<RestLimits> = {},
  ) {
    this.limits = { callsPerSecond: 1, reaches: () => true, ...limits };
  }

  async answer(request: RestRequest): Promise<RestAnswer> {
    try {
      return await this.carryOut(request);
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      const { providerCode, message } = error;
      const status = statuses[providerCode] ?? 400;
      const more_info = `https://www.twilio.com/docs/errors/${providerCode}`;
      return { status, json: { code: Number(providerCode), message, more_info, status } };
    }
  }

  private async carryOut({ method, path, authorization, form }: RestRequest): Promise<RestAnswer> {
    const { accountSid, authToken } = this.exchange.account;
    const [, account, callSid] = callsPath.exec(path) ?? [];
    if (authorization !== `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`)
      throw new ProviderRefusal('20003', 'Authenticate');
    if (account !== accountSid) throw new ProviderRefusal('20404', `The requested resource ${path} was not found`);
    const field = (name: string): string => String(form[name] ?? '');
    if (callSid === undefined) {
      if (method !== 'POST') throw new ProviderRefusal('20004', 'Method not allowed');
      return { status: 201, json: this.create(field, [form.StatusCallbackEvent ?? 'completed'].flat()) };
    }
    const call = this.exchange.calls.get(callSid);
    if (!call) throw new ProviderRefusal('20404', `The requested resource ${path} was not found`);
    if (method === 'POST') await this.change(call, field);
    return { status: 200, json: this.told(callSid) };
  }

  private create(field: (name: string) => string, events: readonly string[]): RestAnswer['json'] {
    const [to, from] = [field('To'), field('From')];
    if (!e164.test(to) && !sip.test(to))
      throw new ProviderRefusal('21211', `The 'To' number ${to} is not a valid phone number.`);
    if (!e164.test(from) && !sip.test(from))
      throw new ProviderRefusal('21212', `The 'From' number ${from} is not a valid phone number.`);
    if (!this.limits.reaches(to))
      throw new ProviderRefusal(
        '21215',
        `Account not authorized to call ${to}. Perhaps you need to enable some international permissions`,
      );
    const wire = new TwilioWire(this.exchange.account, { from, to, direction: 'outbound-api' });
    const outgoing = new OutgoingCall(this.exchange, wire, this.exchange.telephone(to), {
      onceAnswered: nextOf(field),
      timeoutSeconds: Number(field('Timeout') || '60'),
      statusCallback: field('StatusCallback') || null,
      events: events.flatMap((one) => one.split(/\s+/)),
    });
    this.outgoing.set(wire.callSid, outgoing);
    const now = this.exchange.timeline.now();
    const beginsAt = Math.max(now, this.mayBeginAt);
    this.mayBeginAt = beginsAt + 1000 / this.limits.callsPerSecond;
    this.exchange.timeline.after(beginsAt - now, () => outgoing.begin());
    return { ...this.told(wire.callSid), status: 'queued', queue_time: String(beginsAt - now) };
  }

  private async change(call: LiveCall, field: (name: string) => string): Promise<void> {
    const outgoing = this.outgoing.get(call.callSid);
    const status = field('Status');
    if (status === 'canceled' && outgoing?.state === 'rings') return outgoing.end('canceled');
    const isLive = outgoing ? outgoing.status === 'in-progress' : call.endedBy === null;
    if (!isLive) throw new ProviderRefusal('21220', 'Call is not in-progress. Cannot redirect.');
    if (status === 'completed') return call.hangUp();
    await call.update(nextOf(field));
  }

  private told(callSid: string): RestAnswer['json'] {
    const call = this.exchange.calls.get(callSid);
    const status = this.outgoing.get(callSid)?.status ?? (call?.endedBy === null ? 'in-progress' : 'completed');
    const end_time = typeof call?.endedAt === 'number' ? rfc2822(call.endedAt) : null;
    return { sid: callSid, account_sid: this.exchange.account.accountSid, status, end_time };
  }
}

/** @example rfc2822(0) // 'Thu, 01 Jan 1970 00:00:00 +0000' */
function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** @returns what is to be done with a call: what a whole address answers, or what is written */
function nextOf(field: (name: string) => string): { readonly url: string } | { readonly verbs: readonly Verb[] } {
  const [url, written] = [field('Url'), field('Twiml')];
  if (url !== '') {
    if (!/^https?:\/\/\S+$/.test(url)) throw new ProviderRefusal('21205', `Url is not a valid URL: ${url}`);
    return { url };
  }
  if (written === '') throw new ProviderRefusal('21218', "A 'Url' or 'Twiml' parameter is required.");
  const verbs = readTwiml(written, 'text/xml');
  if (verbs.some(leadsToPart))
    throw new ProviderRefusal('15004', 'Relative URLs are not allowed in the Twiml parameter');
  return { verbs };
}

/** Whether a verb leads to an address that is only a part: nothing says of what. */
function leadsToPart({ name, attributes, children, text }: Verb): boolean {
  const { action, url, statusCallback, recordingStatusCallback } = attributes;
  const links = [action, url, statusCallback, recordingStatusCallback, name === 'Redirect' ? text.trim() : undefined];
  return links.some((link) => link !== undefined && !/^https?:/.test(link)) || children.some(leadsToPart);
}
