import { ProviderRefusal } from '../refusal.js';
import type { Parameters } from '../twilio-wire.js';
import type { Verb } from '../twiml.js';
import { durationOf, type Heard, heardOf } from './heard.js';
import type { Due, Timeline } from './timeline.js';

/** What the line waits for. */
export interface Listening {
  readonly numDigits: number | null;
  /** The keys that end an input; none when empty. */
  readonly finishOnKey: string;
  readonly timeoutSeconds: number;
  readonly speech: boolean;
}

/** Whose call a document is played on. */
export interface PlayedOn {
  readonly timeline: Timeline;
  fetch(url: string, own: Parameters): Promise<readonly Verb[]>;
  hear(heard: readonly Heard[]): void;
  /** The document has come to its end, or says to hang up. */
  over(how: 'end' | 'hang-up'): Promise<void>;
  /** Rings somebody; absent where a document may not. What comes next is fetched or carried on when that is over. */
  dial?(verb: Verb): Promise<void>;
  /** A message was left. */
  recorded?(verb: Verb, seconds: number, digits: string): Promise<void>;
}

export type PlayerState = 'fetching' | 'speaking' | 'listening' | 'dialling' | 'recording' | 'over';

const maxRedirects = 20;

/** Does what TwiML says, verb by verb, each as long as it lasts. It refuses what Twilio refuses. */
export class Player {
  private current: PlayerState = 'fetching';
  private rest: readonly Verb[] = [];
  private verb: Verb | null = null;
  private digits = '';
  private documentUrl = '';
  private due: Due | null = null;
  private spokeSince: number | null = null;
  private redirects = 0;
  /** Counts what was begun, so that an answer that comes too late is not carried out. */
  private begun = 0;

  constructor(private readonly on: PlayedOn) {}

  get state(): PlayerState {
    return this.current;
  }

  /** Whether keys are listened to only while something is said, before somebody is rung, or the recorder begins. */
  get isPassing(): boolean {
    const next = this.rest[0]?.name;
    return this.current === 'listening' && (next === 'Dial' || next === 'Record');
  }

  get listens(): Listening | null {
    if (this.current !== 'listening') return null;
    const { numDigits, finishOnKey = '#', timeout = '5', input = 'dtmf' } = this.verb?.attributes ?? {};
    return {
      numDigits: numDigits === undefined ? null : Number(numDigits),
      finishOnKey,
      timeoutSeconds: Number(timeout),
      speech: input.includes('speech'),
    };
  }

  /** How many seconds somebody has been speaking into a recording. */
  get spokenSeconds(): number {
    return this.spokeSince === null ? 0 : Math.round((this.on.timeline.now() - this.spokeSince) / 1000);
  }

  /** @returns an address of the document's as a whole one */
  resolve(url: string): string {
    return new URL(url, this.documentUrl).href;
  }

  /** Leaves what is being done and does what is answered at an address. */
  async fetch(url: string, own: Parameters): Promise<void> {
    this.redirects = 0;
    await this.goTo(url, own);
  }

  /** Leaves what is being done and does these verbs. */
  async play(verbs: readonly Verb[], documentUrl: string): Promise<void> {
    this.leave('fetching');
    this.documentUrl = documentUrl;
    this.rest = verbs;
    await this.carryOn();
  }

  /** Nothing is done any more. */
  stop(): void {
    this.leave('over');
  }

  /** Does the verbs that are left until one of them takes its time, or the call ends. */
  async carryOn(): Promise<void> {
    for (;;) {
      this.leave('fetching');
      const [verb, ...rest] = this.rest;
      if (!verb) return this.end('end');
      this.rest = rest;
      this.verb = verb;
      switch (verb.name) {
        case 'Say':
        case 'Play':
        case 'Pause':
          return this.speak(verb);
        case 'Gather':
          return this.listen(verb);
        case 'Dial':
          return this.dial(verb);
        case 'Record':
          return this.record(verb);
        case 'Redirect':
          if (++this.redirects > maxRedirects) throw new ProviderRefusal('12900', 'the document redirects without end');
          return this.goTo(this.resolve(verb.text.trim()), {});
        case 'Hangup':
        case 'Reject':
          return this.end('hang-up');
        default:
          throw new ProviderRefusal('12200', `<${verb.name}> is not carried out here`);
      }
    }
  }

  /** @returns whether anybody heard the key: while nothing listens it is lost, as on a line */
  async press(key: string): Promise<boolean> {
    if (this.current === 'recording') {
      if (!(this.verb?.attributes.finishOnKey ?? '1234567890*#').includes(key)) return false;
      await this.endRecording(key);
      return true;
    }
    const listens = this.listens;
    if (!listens) return false;
    if (listens.finishOnKey.includes(key)) await this.gathered();
    else {
      this.digits += key;
      if (listens.numDigits !== null && this.digits.length >= listens.numDigits) await this.gathered();
      else this.wait(listens.timeoutSeconds * 1000, () => this.gathered());
    }
    return true;
  }

  /** Says something to a line. @returns whether it listens to speech */
  async say(words: string, confidence: number): Promise<boolean> {
    if (!this.listens?.speech) return false;
    await this.fetch(this.action(), { SpeechResult: words, Confidence: String(confidence) });
    return true;
  }

  /** Begins to speak into a recording, which goes on until a key or its end. */
  speakIntoRecording(): void {
    if (this.current !== 'recording') throw new ProviderRefusal('21220', 'nothing is being recorded');
    this.spokeSince = this.on.timeline.now();
    this.wait(Number(this.verb?.attributes.maxLength ?? '3600') * 1000, () => this.endRecording(''));
  }

  /** @param digits the key that ends it, `hangup`, or nothing where it lasts no longer */
  async endRecording(digits: string): Promise<void> {
    const verb = this.verb;
    if (this.current !== 'recording' || !verb) throw new ProviderRefusal('21220', 'nothing is being recorded');
    const seconds = this.spokenSeconds;
    this.leave('fetching');
    await this.on.recorded?.(verb, seconds, digits);
  }

  private async goTo(url: string, own: Parameters): Promise<void> {
    const mine = this.leave('fetching');
    const verbs = await this.on.fetch(url, own);
    if (mine !== this.begun) return;
    this.rest = verbs;
    this.documentUrl = url;
    await this.carryOn();
  }

  private speak(verb: Verb): void {
    this.current = 'speaking';
    this.on.hear(heardOf([verb]));
    this.later(durationOf([verb]));
  }

  private listen(verb: Verb): void {
    this.current = 'listening';
    this.on.hear(heardOf(verb.children));
    const timeoutMs = Number(verb.attributes.timeout ?? '5') * 1000;
    this.wait(durationOf(verb.children) + timeoutMs, () => this.gathered());
  }

  private async dial(verb: Verb): Promise<void> {
    if (!this.on.dial) throw new ProviderRefusal('12200', '<Dial> is not carried out here');
    this.current = 'dialling';
    this.redirects = 0;
    await this.on.dial(verb);
  }

  private record(verb: Verb): void {
    this.current = 'recording';
    this.on.hear([{ kind: 'records', maxSeconds: Number(verb.attributes.maxLength ?? '3600') }]);
    // Whoever says nothing is not recorded: the document goes on.
    this.later(Number(verb.attributes.timeout ?? '5') * 1000);
  }

  /** What was pressed is sent; nothing is only where the document asks for it. */
  private gathered(): Promise<void> {
    const { digits } = this;
    this.redirects = 0;
    if (digits === '' && this.verb?.attributes.actionOnEmptyResult !== 'true') return this.carryOn();
    return this.fetch(this.action(), { Digits: digits });
  }

  private action(): string {
    return this.resolve(this.verb?.attributes.action ?? this.documentUrl);
  }

  private end(how: 'end' | 'hang-up'): Promise<void> {
    this.leave('over');
    return this.on.over(how);
  }

  private later(ms: number): void {
    this.wait(ms, () => {
      this.redirects = 0;
      return this.carryOn();
    });
  }

  private wait(ms: number, act: () => Promise<void>): void {
    this.due?.cancel();
    this.due = this.on.timeline.after(ms, act);
  }

  /** Leaves whatever is being done. @returns its number */
  private leave(state: PlayerState): number {
    this.due?.cancel();
    this.due = null;
    this.digits = '';
    this.spokeSince = null;
    this.current = state;
    this.begun += 1;
    return this.begun;
  }
}
