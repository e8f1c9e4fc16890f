import { ProviderRefusal } from './refusal.js';
import { Exchange } from './telephones/exchange.js';
import type { Heard } from './telephones/heard.js';
import type { LiveCall } from './telephones/live-call.js';
import type { Listening } from './telephones/player.js';
import type { Telephone } from './telephones/telephone.js';
import { ManualTimeline } from './telephones/timeline.js';
import type { TwilioAccount } from './twilio-wire.js';
import type { WireTurn } from './wire.js';

export type { Heard } from './telephones/heard.js';
export type { Listening } from './telephones/player.js';
export type { TwilioAccount } from './twilio-wire.js';

/** An exchange whose time moves as far as somebody's act needs. */
export interface OnExchange {
  readonly exchange: Exchange;
  readonly time: ManualTimeline;
}

/** @param moved is told by how many ms time moves */
export function exchangeOf(account: TwilioAccount, moved: (ms: number) => void = () => {}): OnExchange {
  const time = new ManualTimeline(0, moved);
  return { time, exchange: new Exchange(account, { timeline: time }) };
}

type Outcome = 'answers' | 'busy' | 'no-answer' | 'failed';

/** How long a colleague talks who answers. */
const talkMs = 61_000;
const stepsAtMost = 1_000;

/**
 * One caller, as a rule on an exchange of their own, who does one thing after another and hears at once what comes of it: time passes only as far
 * as it must. Whoever is rung does what they are told; several callers, and telephones with a will of their own, are the exchange's.
 */
export class TwilioCall {
  private readonly time: ManualTimeline;
  private readonly exchange: Exchange;
  private told = 0;

  /**
   * @param on an exchange with others on it, and its time; their own where it is absent
   * @param call one that is there already: somebody is called back
   */
  constructor(
    account: TwilioAccount,
    from = '+8613800138000',
    on = exchangeOf(account),
    private readonly call: LiveCall = on.exchange.callFrom(from),
  ) {
    this.time = on.time;
    this.exchange = on.exchange;
  }

  get callSid(): string {
    return this.call.callSid;
  }

  /** Every request that was sent for this call, and its answer. */
  get turns(): readonly WireTurn[] {
    return this.call.turns;
  }

  get state(): LiveCall['state'] {
    return this.call.state;
  }

  /** Whether the line speaks and goes on by itself, whether or not a key would be heard meanwhile. */
  get isSpokenTo(): boolean {
    return this.state === 'speaking' || this.call.player.isPassing;
  }

  get listens(): Listening | null {
    return this.call.listens;
  }

  ring(): Promise<Heard[]> {
    return this.settled(this.call.ring());
  }

  /** Presses keys one after another, until the line has what it waits for; those left over are lost, as on a line. */
  async press(keys: string): Promise<Heard[]> {
    if (this.state === 'recording') return this.leaveMessage(1, keys[0]);
    this.call.require('listening', 'nothing is listening for keys');
    const sent = this.turns.length;
    await this.call.press(keys);
    const isAnswered = () => this.turns.length !== sent || this.hasHeard || this.state !== 'listening';
    await this.runUntil(isAnswered);
    return this.settled();
  }

  /** Presses a key, and another as soon as anything is said in answer to it. */
  async pressTwice(key: string, next: string): Promise<Heard[]> {
    this.call.require('listening', 'nothing is listening for keys');
    await this.call.press(key);
    await this.runUntil(() => this.hasHeard);
    await this.call.press(next);
    return this.settled();
  }

  /** Says something, where the line listens to speech. */
  async speak(words: string, confidence = 0.9): Promise<Heard[]> {
    this.call.require('listening', 'nothing is listening');
    return (await this.call.player.say(words, confidence)) ? this.settled() : this.wait();
  }

  /** Does nothing until the line gives up waiting. */
  async wait(): Promise<Heard[]> {
    const was = this.state;
    if (was !== 'recording') this.call.require('listening', 'nothing is listening');
    // A Gather that follows another without a word goes on listening.
    await this.runUntil(() => this.hasHeard || this.state !== was);
    return this.settled();
  }

  /** What the staff whose telephones ring do. */
  async staff(outcome: Outcome): Promise<Heard[]> {
    this.call.require('dialling', 'nobody is being rung');
    const { dialling } = this.call;
    const telephones = (dialling?.ringing ?? []).map(({ telephone }) => telephone);
    if (outcome === 'answers' && telephones[0]) return this.answeredBy(telephones[0]);
    if (outcome === 'no-answer')
      await this.runUntil(() => this.call.dialling !== dialling || this.state !== 'dialling');
    else
      for (const telephone of telephones) {
        if (telephone.state === 'rings') await (outcome === 'busy' ? telephone.decline() : telephone.fail());
      }
    return this.settled();
  }

  /** Every colleague's telephone that rang. */
  get telephones(): readonly Telephone[] {
    return this.exchange.rung;
  }

  /** What a colleague does at the telephone with that address. */
  async colleague(address: string, act: (telephone: Telephone) => Promise<unknown>): Promise<Heard[]> {
    const telephone = this.exchange.rung.find((one) => one.address === address);
    if (!telephone) throw new ProviderRefusal('21220', `no telephone has rung at ${address}`);
    await act(telephone);
    return this.settled();
  }

  /** Leaves a message of that length and presses a key. */
  async leaveMessage(seconds: number, key = '#'): Promise<Heard[]> {
    await this.speakFor(seconds);
    return this.settled(this.call.player.endRecording(key));
  }

  /** Says more than is recorded at once, so that the recorder ends by itself. */
  async fillRecorder(): Promise<Heard[]> {
    this.call.require('recording', 'nothing is being recorded');
    this.call.player.speakIntoRecording();
    await this.runUntil(() => this.state !== 'recording');
    return this.settled();
  }

  /** Hangs up, wherever the call is; a message being recorded is kept by Twilio. */
  async hangUp(recordedSeconds = 0): Promise<Heard[]> {
    if (this.state === 'recording' && recordedSeconds > 0) await this.speakFor(recordedSeconds);
    await this.call.hangUp();
    return this.heardSince();
  }

  /** Sends the last request once more, as a retry. @returns the body */
  redeliver(): Promise<string> {
    return this.call.wire.redeliver();
  }

  private async speakFor(seconds: number): Promise<void> {
    this.call.require('recording', 'nothing is being recorded');
    this.call.player.speakIntoRecording();
    await this.time.pass(seconds * 1000);
    this.call.require('recording', 'the recording is over');
  }

  /** The colleague who picks up first hears what the call is about, presses 1, talks, and hangs up. */
  private async answeredBy(telephone: Telephone): Promise<Heard[]> {
    const before = telephone.heard.length;
    await telephone.pickUp();
    await this.runUntil(() => telephone.isAsked || telephone.state !== 'whisper');
    const whispered = telephone.heard.slice(before);
    if (telephone.state === 'whisper') await telephone.press('1');
    if (telephone.state === 'talks') {
      await this.time.pass(talkMs);
      await telephone.hangUp();
    }
    const whispers = whispered.flatMap((one): Heard[] =>
      one.kind === 'says' ? [{ kind: 'whispers', words: one.words }] : [],
    );
    return [...whispers, ...(await this.settled())];
  }

  private get hasHeard(): boolean {
    return this.call.heard.length > this.told;
  }

  /** Lets time pass until the call waits for somebody again. @returns what was heard meanwhile */
  private async settled(act?: Promise<unknown>): Promise<Heard[]> {
    await act;
    await this.runUntil(() => !this.isSpokenTo && !this.exchange.rung.some(({ isSpokenTo }) => isSpokenTo));
    return this.heardSince();
  }

  /** @returns what was heard since the last act, or since this was last asked */
  heardSince(): Heard[] {
    const heard = this.call.heard.slice(this.told);
    this.told = this.call.heard.length;
    return heard;
  }

  private async runUntil(isReached: () => boolean): Promise<void> {
    for (let steps = 0; !isReached(); steps++) {
      if (steps > stepsAtMost || !(await this.time.next()))
        throw new ProviderRefusal('12900', `the call stays ${this.state} for ever`);
    }
  }
}
