import { z } from 'zod';
import type { CallLooker } from '../../domain/hotline/call-looker.js';
import type { CallFetcher } from '../../domain/hotline/fetching.js';
import { callIdOf } from '../telephone/call.js';
import { linkTo } from './encode.js';
import { askTwilio, callsAddress } from './rest.js';
import { paths, type TwilioSettings } from './settings.js';

/** What asking Twilio takes. */
export type RestSettings = Pick<TwilioSettings, 'accountSid' | 'authToken' | 'publicBaseUrl'> & {
  /** Without a slash at the end: `https://api.twilio.com`. */
  readonly apiBase: string;
};

/** A caller waits meanwhile: the next round asks again. */
const timeoutMs = 5_000;
/** The call is not in progress. */
const notInProgress = 21220;
const refusal = z.object({ code: z.number().catch(0), message: z.string().catch('') });

/** How calls are said to be that are over. */
const over: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const call = z.object({ status: z.string(), end_time: z.string().nullish() });

/** Calls that are under way: looks whether they are, and leads a caller who waits to the next turn at once. */
export class TwilioLiveCalls implements CallFetcher, CallLooker {
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
    const address = callsAddress(this.settings, callIdOf(conversationId));
    return askTwilio(this.settings, address, { ...request, timeoutMs });
  }
}
