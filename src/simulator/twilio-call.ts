import { ProviderRefusal } from './refusal.js';
import { newSid, type Parameters, type TwilioAccount, TwilioWire } from './twilio-wire.js';
import type { Verb } from './twiml.js';
import type { WireTurn } from './wire.js';

export type { TwilioAccount } from './twilio-wire.js';

/** What a caller hears, or what happens on the line. */
export type Heard =
  | { readonly kind: 'says'; readonly words: string }
  | { readonly kind: 'plays'; readonly url: string }
  | { readonly kind: 'rings'; readonly targets: readonly string[] }
  | { readonly kind: 'whispers'; readonly words: string }
  | { readonly kind: 'bridged' }
  | { readonly kind: 'records'; readonly maxSeconds: number }
  | { readonly kind: 'hangs-up' };

/** What the line waits for. */
export interface Listening {
  readonly numDigits: number | null;
  /** The keys that end an input; none when empty. */
  readonly finishOnKey: string;
  readonly timeoutSeconds: number;
  readonly speech: boolean;
}

type Outcome = 'answers' | 'busy' | 'no-answer' | 'failed';

const voicePath = '/phone/twilio/voice';
const statusPath = '/phone/twilio/status';
const maxRedirects = 20;

/**
 * A telephone call as Twilio would carry it: signs and sends the webhooks, and does what the TwiML says, verb by verb.
 * It refuses what Twilio refuses, so that a mistake shows here and not on a caller's ear.
 */
export class TwilioCall {
  private readonly wire: TwilioWire;
  private rest: readonly Verb[] = [];
  private waitingFor: Verb | null = null;
  private documentUrl = '';
  private isOver = false;

  constructor(
    private readonly account: TwilioAccount,
    from = '+8613800138000',
    to = '+862265661890',
  ) {
    this.wire = new TwilioWire(account, from, to);
  }

  get callSid(): string {
    return this.wire.callSid;
  }

  /** Every request that was sent for this call, and its answer. */
  get turns(): readonly WireTurn[] {
    return this.wire.turns;
  }

  get state(): 'listening' | 'dialling' | 'recording' | 'ended' {
    if (this.isOver || !this.waitingFor) return 'ended';
    if (this.waitingFor.name === 'Gather') return 'listening';
    return this.waitingFor.name === 'Dial' ? 'dialling' : 'recording';
  }

  get listens(): Listening | null {
    if (this.state !== 'listening') return null;
    const { numDigits, finishOnKey = '#', timeout = '5', input = 'dtmf' } = this.waitingFor?.attributes ?? {};
    return {
      numDigits: numDigits === undefined ? null : Number(numDigits),
      finishOnKey,
      timeoutSeconds: Number(timeout),
      speech: input.includes('speech'),
    };
  }

  ring(): Promise<Heard[]> {
    return this.fetchDocument(this.account.publicBaseUrl + voicePath, { CallStatus: 'ringing' });
  }

  /** Presses keys one after another, until the line has what it waits for; those left over are lost, as on a line. */
  async press(keys: string): Promise<Heard[]> {
    const gather = this.expect('Gather', 'nothing is listening for keys');
    const { numDigits, finishOnKey } = this.listens ?? { numDigits: null, finishOnKey: '#' };
    let digits = '';
    for (const key of keys) {
      if (finishOnKey.includes(key)) break;
      digits += key;
      if (numDigits !== null && digits.length >= numDigits) break;
    }
    return digits === '' ? this.nothingGathered(gather) : this.gathered(gather, { Digits: digits });
  }

  /** Says something, where the line listens to speech. */
  speak(words: string, confidence = 0.9): Promise<Heard[]> {
    const gather = this.expect('Gather', 'nothing is listening');
    if (!this.listens?.speech) return this.nothingGathered(gather);
    return this.gathered(gather, { SpeechResult: words, Confidence: String(confidence) });
  }

  /** Does nothing until the line gives up waiting. */
  async wait(): Promise<Heard[]> {
    if (this.state === 'recording') return this.carryOn();
    for (;;) {
      const heard = await this.nothingGathered(this.expect('Gather', 'nothing is listening'));
      // A Gather that follows another without a word goes on listening.
      if (heard.length > 0 || this.state !== 'listening') return heard;
    }
  }

  /** What the staff whose telephones ring do. */
  async staff(outcome: Outcome): Promise<Heard[]> {
    const dial = this.expect('Dial', 'nobody is being rung');
    const heard: Heard[] = [];
    if (outcome === 'answers') heard.push(...(await this.whisper(dial)), { kind: 'bridged' });
    const { action } = dial.attributes;
    if (action === undefined) return [...heard, ...(await this.carryOn())];
    const answered = {
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: newSid('CA'),
      DialCallDuration: '61',
    };
    const ended = outcome === 'answers' ? answered : { DialCallStatus: outcome };
    return [...heard, ...(await this.fetchDocument(this.resolve(action), ended))];
  }

  /** Leaves a message of that length and presses `#`. */
  leaveMessage(seconds: number): Promise<Heard[]> {
    return this.record(seconds, '#');
  }

  /** Hangs up, wherever the call is; a message being recorded is kept by Twilio. */
  async hangUp(recordedSeconds = 0): Promise<Heard[]> {
    if (this.state === 'recording' && recordedSeconds > 0) await this.record(recordedSeconds, 'hangup');
    const action = this.state === 'dialling' ? this.waitingFor?.attributes.action : undefined;
    const heard = await this.end('completed');
    // Twilio asks what comes after the ringing all the same, and carries out nothing of it.
    const ended = { CallStatus: 'completed', DialCallStatus: 'no-answer' };
    if (action !== undefined) await this.wire.notify(this.resolve(action), ended);
    return heard;
  }

  /** Sends the last request once more, as a retry. @returns the body */
  redeliver(): Promise<string> {
    return this.wire.redeliver();
  }

  private async record(seconds: number, digits: string): Promise<Heard[]> {
    const record = this.expect('Record', 'nothing is being recorded');
    const RecordingSid = newSid('RE');
    const recording = {
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${this.account.accountSid}/Recordings/${RecordingSid}`,
      RecordingSid,
      RecordingDuration: String(seconds),
    };
    const { action, recordingStatusCallback } = record.attributes;
    const heard = await this.fetchDocument(this.resolve(action ?? this.documentUrl), { ...recording, Digits: digits });
    if (recordingStatusCallback !== undefined) {
      await this.wire.notify(this.resolve(recordingStatusCallback), { ...recording, RecordingStatus: 'completed' });
    }
    return heard;
  }

  /** The colleague who picks up first hears what the call is about and presses 1. */
  private async whisper(dial: Verb): Promise<Heard[]> {
    const leg = dial.children.find(({ attributes }) => attributes.url !== undefined);
    const url = leg?.attributes.url;
    if (url === undefined) return [];
    const legSid = newSid('CA');
    const document = await this.wire.fetchBeside(this.resolve(url), { CallSid: legSid, ParentCallSid: this.callSid });
    const gather = document.find(({ name }) => name === 'Gather');
    const said = [...document, ...(gather?.children ?? [])].filter(({ name }) => name === 'Say');
    const action = gather?.attributes.action;
    if (action !== undefined) await this.wire.fetchBeside(this.resolve(action), { CallSid: legSid, Digits: '1' });
    return said.map(({ text }) => ({ kind: 'whispers', words: text }));
  }

  private gathered(gather: Verb, parameters: Parameters): Promise<Heard[]> {
    return this.fetchDocument(this.resolve(gather.attributes.action ?? this.documentUrl), parameters);
  }

  private nothingGathered(gather: Verb): Promise<Heard[]> {
    return gather.attributes.actionOnEmptyResult === 'true' ? this.gathered(gather, { Digits: '' }) : this.carryOn();
  }

  private expect(name: string, otherwise: string): Verb {
    if (this.isOver || this.waitingFor?.name !== name)
      throw new ProviderRefusal('21220', `${otherwise}: the call is ${this.state}`);
    return this.waitingFor;
  }

  private resolve(url: string): string {
    return new URL(url, this.documentUrl).href;
  }

  private async fetchDocument(url: string, parameters: Parameters): Promise<Heard[]> {
    this.rest = await this.wire.fetch(url, parameters);
    this.documentUrl = url;
    this.waitingFor = null;
    return this.carryOn();
  }

  /** Does the verbs that are left until one waits for something or the call ends. */
  private async carryOn(): Promise<Heard[]> {
    const heard: Heard[] = [];
    let redirects = 0;
    for (;;) {
      const [verb, ...rest] = this.rest;
      this.waitingFor = null;
      if (!verb) return [...heard, ...(await this.end('completed')), { kind: 'hangs-up' }];
      this.rest = rest;
      switch (verb.name) {
        case 'Say':
        case 'Play':
        case 'Pause':
          heard.push(...spoken([verb]));
          break;
        case 'Gather':
          this.waitingFor = verb;
          return [...heard, ...spoken(verb.children)];
        case 'Dial':
          this.waitingFor = verb;
          return [...heard, { kind: 'rings', targets: verb.children.map(({ text }) => text.trim()) }];
        case 'Record':
          this.waitingFor = verb;
          return [...heard, { kind: 'records', maxSeconds: Number(verb.attributes.maxLength ?? '3600') }];
        case 'Redirect': {
          if (++redirects > maxRedirects) throw new ProviderRefusal('12900', 'the document redirects without end');
          const url = this.resolve(verb.text.trim());
          this.rest = await this.wire.fetch(url, {});
          this.documentUrl = url;
          break;
        }
        case 'Hangup':
        case 'Reject':
          return [...heard, ...(await this.end('completed')), { kind: 'hangs-up' }];
        default:
          throw new ProviderRefusal('12200', `<${verb.name}> is not carried out here`);
      }
    }
  }

  private async end(status: string): Promise<Heard[]> {
    if (this.isOver) return [];
    this.isOver = true;
    await this.wire.notify(this.account.publicBaseUrl + statusPath, { CallStatus: status, CallDuration: '60' });
    return [];
  }
}

function spoken(verbs: readonly Verb[]): Heard[] {
  return verbs.flatMap((verb): Heard[] => {
    if (verb.name === 'Say') return [{ kind: 'says', words: verb.text }];
    return verb.name === 'Play' ? [{ kind: 'plays', url: verb.text.trim() }] : [];
  });
}
