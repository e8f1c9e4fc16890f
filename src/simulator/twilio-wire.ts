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

/** Whose call it is, as every webhook of it says. */
export interface Party {
  readonly from: string;
  readonly to: string;
  /** `inbound`: somebody calls us; `outbound-dial`: a leg that a document rings; `outbound-api`: a call that we asked for. */
  readonly direction: 'inbound' | 'outbound-dial' | 'outbound-api';
  /** The call whose document rings this leg. */
  readonly parentCallSid?: string;
}

/** One call's webhooks: filled in, signed, sent, and their answers read as strictly as Twilio reads them. */
export class TwilioWire {
  readonly callSid = newSid('CA');
  private lastRequest: WireRequest | null = null;

  /** @param turns notes what is sent, and what is answered */
  constructor(
    readonly account: TwilioAccount,
    private readonly party: Party,
    readonly turns: WireTurn[] = [],
  ) {}

  /** @returns the wire of a leg, whose requests are noted with this call's */
  legTo(to: string): TwilioWire {
    const party: Party = { from: this.party.from, to, direction: 'outbound-dial', parentCallSid: this.callSid };
    return new TwilioWire(this.account, party, this.turns);
  }

  /** Asks for the call's next document. @returns its verbs */
  fetch(url: string, own: Parameters): Promise<readonly Verb[]> {
    const request = this.request(url, { CallStatus: 'in-progress', ...own });
    this.lastRequest = request;
    return this.send(request);
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
    const { from, to, direction, parentCallSid } = this.party;
    const parameters: Parameters = {
      AccountSid: this.account.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: this.callSid,
      Called: to,
      Caller: from,
      Direction: direction,
      From: from,
      FromCountry: 'CN',
      To: to,
      ToCountry: 'CN',
      ...(parentCallSid !== undefined && { ParentCallSid: parentCallSid }),
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
