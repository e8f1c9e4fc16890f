import { ProviderRefusal } from '../refusal.js';
import type { Parameters, TwilioWire } from '../twilio-wire.js';
import type { Verb } from '../twiml.js';
import type { WireTurn } from '../wire.js';
import { Dialling, type Dials, type WithTelephones } from './dialling.js';
import type { Heard } from './heard.js';
import { type Listening, type PlayedOn, Player } from './player.js';
import type { Timeline } from './timeline.js';

const voicePath = '/phone/twilio/voice';
const statusPath = '/phone/twilio/status';

export type CallState = 'speaking' | 'listening' | 'dialling' | 'talking' | 'recording' | 'ended';

interface OwnWays {
  /** Where its end is told; null for nowhere. */
  readonly statusCallback: string | null;
  readonly alsoHeard?: (heard: readonly Heard[]) => void;
  readonly ended?: () => Promise<void>;
}

/** Somebody's call under the service's documents: what they do goes to the line, what they hear is noted. */
export class LiveCall implements PlayedOn, Dials {
  /** Everything that was heard, oldest first. */
  readonly heard: Heard[] = [];
  readonly player: Player = new Player(this);
  readonly beganAt: number;
  dialling: Dialling | null = null;
  endedBy: 'caller' | 'line' | null = null;
  /** By the exchange's time; null while it is on. */
  endedAt: number | null = null;

  /** @param own how it is told of, and whose telephone hears it, for a call that was asked for */
  constructor(
    readonly exchange: WithTelephones,
    readonly wire: TwilioWire,
    private readonly own: OwnWays = { statusCallback: exchange.account.publicBaseUrl + statusPath },
  ) {
    this.beganAt = exchange.timeline.now();
  }

  get callSid(): string {
    return this.wire.callSid;
  }

  /** Every request that was sent for this call and the telephones it rang, and its answer. */
  get turns(): readonly WireTurn[] {
    return this.wire.turns;
  }

  get timeline(): Timeline {
    return this.exchange.timeline;
  }

  get state(): CallState {
    if (this.endedBy !== null) return 'ended';
    switch (this.player.state) {
      case 'dialling':
        return this.dialling?.talking ? 'talking' : 'dialling';
      case 'listening':
      case 'recording':
        return this.player.state;
      default:
        return 'speaking';
    }
  }

  get listens(): Listening | null {
    return this.player.listens;
  }

  /** Rings the hotline. */
  async ring(): Promise<void> {
    const { statusCallback } = this.own;
    if (this.exchange.options.tellsEndFirst && statusCallback !== null)
      await this.wire.notify(statusCallback, { CallStatus: 'completed', CallDuration: '0' });
    await this.player.fetch(this.exchange.account.publicBaseUrl + voicePath, { CallStatus: 'ringing' });
  }

  /** Presses keys one after another, until the line has what it waits for; those left over are lost. @returns how many were heard */
  async press(keys: string): Promise<number> {
    const sent = this.turns.length;
    let heard = 0;
    for (const key of keys) {
      if (this.turns.length !== sent || !(await this.player.press(key))) break;
      heard += 1;
    }
    return heard;
  }

  /** Hangs up, wherever the call is; a message that is being left is kept. */
  async hangUp(): Promise<void> {
    if (this.endedBy !== null) return;
    if (this.player.state === 'recording' && this.player.spokenSeconds > 0) await this.player.endRecording('hangup');
    const { dialling } = this;
    await this.end('caller');
    await dialling?.callerLeft();
  }

  /** Leaves whatever is done for it and does these verbs, or what is answered at an address. */
  async update(next: { readonly url: string } | { readonly verbs: readonly Verb[] }): Promise<void> {
    const { dialling } = this;
    this.dialling = null;
    await dialling?.withdraw();
    if ('url' in next) await this.player.fetch(next.url, {});
    else await this.player.play(next.verbs, this.exchange.account.publicBaseUrl);
  }

  async fetch(url: string, own: Parameters): Promise<readonly Verb[]> {
    return this.wire.fetch(url, own);
  }

  hear(heard: readonly Heard[]): void {
    this.heard.push(...heard);
    this.own.alsoHeard?.(heard);
  }

  async over(): Promise<void> {
    await this.end('line');
    this.hear([{ kind: 'hangs-up' }]);
  }

  async dial(verb: Verb): Promise<void> {
    this.dialling = new Dialling(this, verb);
    await this.dialling.begin();
  }

  async recorded(verb: Verb, seconds: number, digits: string): Promise<void> {
    const recording = this.exchange.recordingOf(seconds);
    const { action, recordingStatusCallback } = verb.attributes;
    const next = this.player.resolve(action ?? '');
    const own = { ...recording, Digits: digits };
    // Whoever has hung up hears nothing of what is answered.
    if (digits === 'hangup') await this.wire.notify(next, { CallStatus: 'completed', ...own });
    else await this.player.fetch(next, own);
    if (recordingStatusCallback === undefined) return;
    await this.exchange.report(this.wire, {
      what: 'recording',
      url: this.player.resolve(recordingStatusCallback),
      parameters: { ...recording, RecordingStatus: 'completed' },
    });
  }

  /** Ends the call, once, and says so to the service. */
  async end(by: 'caller' | 'line'): Promise<void> {
    if (this.endedBy !== null) return;
    this.endedBy = by;
    this.endedAt = this.timeline.now();
    this.player.stop();
    await this.own.ended?.();
    const url = this.own.statusCallback;
    if (url === null) return;
    const seconds = Math.round((this.timeline.now() - this.beganAt) / 1000);
    const parameters = { CallStatus: 'completed', CallDuration: String(seconds) };
    await this.exchange.report(this.wire, { what: 'call-ended', url, parameters });
  }

  /** @throws ProviderRefusal as Twilio does, where a call is not in that state */
  require(state: CallState, otherwise: string): void {
    if (this.state !== state) throw new ProviderRefusal('21220', `${otherwise}: the call is ${this.state}`);
  }
}
