import { z } from 'zod';
import type { CallLooker } from '../../domain/hotline/call-looker.js';
import type { CallFetcher } from '../../domain/hotline/fetching.js';
import { callIdOf } from '../telephone/call.js';
import { linkTo } from './encode.js';
import { paths, type TwilioSettings } from './settings.js';

/** What asking Twilio takes. */
export type RestSettings = Pick<TwilioSettings, 'accountSid' | 'authToken' | 'publicBaseUrl'> & {
  /** Without a slash at the end: `https://api.twilio.com`. */
  readonly apiBase: string;
};

const callTimeoutMs = 5_000;
/** The call is not in progress. */
const notInProgress = 21220;
const refusal = z.object({ code: z.number().catch(0), message: z.string().catch('') });

/** How calls are said to be that are over. */
const over: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const call = z.object({ status: z.string(), end_time: z.string().nullish() });

/** Looks at calls, and changes those that are under way, by Twilio's REST interface. */
export class TwilioRestCalls implements CallFetcher, CallLooker {
  constructor(private readonly settings: RestSettings) {}

  async look(conversationId: string): Promise<{ readonly isOver: boolean; readonly endedAt: number | null }> {
    const response = await this.ask(conversationId, { method: 'GET' });
    if (response.status === 404) return { isOver: true, endedAt: null };
    if (!response.ok) throw new Error(`Twilio answered ${response.status} when it was asked about a call`);
    const { status, end_time: endTime } = call.parse(await response.json());
    const endedAt = Date.parse(endTime ?? '');
    return { isOver: over.has(status), endedAt: Number.isNaN(endedAt) ? null : endedAt };
  }

  async fetch(conversationId: string, step: number): Promise<'fetched' | 'gone'> {
    const response = await this.ask(conversationId, {
      method: 'POST',
      body: new URLSearchParams({ Method: 'POST', Url: linkTo(this.settings, paths.turn, { silence: 1, step }) }),
    });
    if (response.ok) return 'fetched';
    const { code, message } = refusal.catch({ code: 0, message: '' }).parse(await response.json().catch(() => ({})));
    if (response.status === 404 || code === notInProgress) return 'gone';
    throw new Error(`Twilio answered ${response.status}, code ${code}: ${message}`);
  }

  private ask(conversationId: string, request: Pick<RequestInit, 'method' | 'body'>): Promise<Response> {
    const { accountSid, authToken, apiBase } = this.settings;
    return fetch(`${apiBase}/2010-04-01/Accounts/${accountSid}/Calls/${callIdOf(conversationId)}.json`, {
      ...request,
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      signal: AbortSignal.timeout(callTimeoutMs),
      redirect: 'error',
    });
  }
}
