import { CallRefused, type Dialler } from '../../domain/callbacks/dialler.js';
import { linkTo } from './encode.js';
import { askTwilio, callsAddress } from './rest.js';
import { paths, type TwilioConfig } from './settings.js';

const timeoutMs = 15_000;

/** Twilio will never ring this number: it is none, or the account may not call there. */
const never: ReadonlySet<number> = new Set([21211, 21214, 21215, 21216, 21217, 21219, 13223, 13224, 13225, 13227]);

/** What calling takes. */
export type CallingSettings = TwilioConfig & {
  readonly publicBaseUrl: string;
  readonly apiBase: string;
  readonly callerId: string;
};

/** Calls that Twilio makes for us, one request each. Our addresses are whole in it: Twilio refuses a part of one. */
export class TwilioDialler implements Dialler {
  constructor(private readonly settings: CallingSettings) {}

  async dial(caseNo: string, attempt: number, number: string, ringSeconds: number): Promise<string> {
    const which = { attempt, case: caseNo };
    const response = await askTwilio(this.settings, callsAddress(this.settings), {
      method: 'POST',
      body: new URLSearchParams({
        ...{ To: number, From: this.settings.callerId, Timeout: String(ringSeconds) },
        ...{ Url: linkTo(this.settings, paths.calledBack, which), Method: 'POST' },
        ...{ StatusCallback: linkTo(this.settings, paths.calledBackOver, which), StatusCallbackEvent: 'completed' },
      }),
      timeoutMs,
    });
    const told = (await response.json().catch(() => ({}))) as { sid?: unknown; code?: unknown; message?: unknown };
    if (response.ok && typeof told.sid === 'string') return told.sid;
    const words = `Twilio answered ${response.status}, code ${told.code ?? 'none'}`;
    if (typeof told.code === 'number' && never.has(told.code)) throw new CallRefused(words);
    throw new Error(words);
  }
}
