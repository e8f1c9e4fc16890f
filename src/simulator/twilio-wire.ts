import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { ProviderRefusal } from './refusal.js';
import { readTwiml, type Verb } from './twiml.js';
import { deliver, type WireRequest, type WireTurn } from './wire.js';

export interface TwilioAccount {
  /** Where the service listens on this machine. */
  readonly deliverTo: string;
  /** The address that webhooks are signed for. */
  readonly publicBaseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
}

export type Parameters = Readonly<Record<string, string>>;

/** Twilio gives a webhook so long for its whole answer. */
const answerMs = 15_000;

export function newSid(kind: 'CA' | 'RE'): string {
  return kind + randomBytes(16).toString('hex');
}

/** Some of Twilio's servers fetch a link, and sign it, with its parameters in the order of the alphabet. */
function sorted(link: string): string {
  const [address = '', query] = link.split('?');
  return query === undefined ? link : `${address}?${query.split('&').sort().join('&')}`;
}

/** One call's webhooks: filled in, signed, sent, and their answers read as strictly as Twilio reads them. */
export class TwilioWire {
  readonly callSid = newSid('CA');
  readonly turns: WireTurn[] = [];
  private lastRequest: WireRequest | null = null;

  constructor(
    readonly account: TwilioAccount,
    private readonly from: string,
    private readonly to: string,
  ) {}

  /** Asks for the call's next document. @returns its verbs */
  fetch(url: string, own: Parameters): Promise<readonly Verb[]> {
    const request = this.request(url, { CallStatus: 'in-progress', ...own });
    this.lastRequest = request;
    return this.send(request);
  }

  /** Asks for a document beside the call, such as what a colleague hears on picking up. */
  fetchBeside(url: string, own: Parameters): Promise<readonly Verb[]> {
    return this.send(this.request(url, own));
  }

  /** Reports something; whatever is answered is not carried out. */
  async notify(url: string, own: Parameters): Promise<void> {
    this.turns.push(await deliver(this.request(url, own), this.account, answerMs));
  }

  /** Sends the last request for a document once more, as a retry. @returns the body */
  async redeliver(): Promise<string> {
    if (!this.lastRequest) throw new ProviderRefusal('11200', 'nothing was delivered yet');
    const turn = await deliver(this.lastRequest, this.account, answerMs);
    this.turns.push(turn);
    return turn.answer;
  }

  private async send(request: WireRequest): Promise<readonly Verb[]> {
    const turn = await deliver(request, this.account, answerMs);
    this.turns.push(turn);
    return readTwiml(turn.answer, turn.contentType);
  }

  private request(link: string, own: Parameters): WireRequest {
    const url = sorted(link);
    const parameters: Parameters = {
      AccountSid: this.account.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: this.callSid,
      Called: this.to,
      Caller: this.from,
      Direction: 'inbound',
      From: this.from,
      FromCountry: 'CN',
      To: this.to,
      ToCountry: 'CN',
      ...own,
    };
    return {
      url,
      parameters,
      body: new URLSearchParams(parameters).toString(),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Twilio-Signature': getExpectedTwilioSignature(this.account.authToken, url, parameters),
        'I-Twilio-Idempotency-Token': randomBytes(16).toString('hex'),
      },
    };
  }
}
