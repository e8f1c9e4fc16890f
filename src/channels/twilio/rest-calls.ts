import { z } from 'zod';
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

/** Changes calls that are under way, by Twilio's REST interface. */
export class TwilioRestCalls implements CallFetcher {
  constructor(private readonly settings: RestSettings) {}

  async fetch(conversationId: string, step: number): Promise<'fetched' | 'gone'> {
    const { accountSid, authToken, apiBase } = this.settings;
    const callSid = callIdOf(conversationId);
    const response = await fetch(`${apiBase}/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ Method: 'POST', Url: linkTo(this.settings, paths.turn, { silence: 1, step }) }),
      signal: AbortSignal.timeout(callTimeoutMs),
      redirect: 'error',
    });
    if (response.ok) return 'fetched';
    const { code, message } = refusal.catch({ code: 0, message: '' }).parse(await response.json().catch(() => ({})));
    if (response.status === 404 || code === notInProgress) return 'gone';
    throw new Error(`Twilio answered ${response.status}, code ${code}: ${message}`);
  }
}
