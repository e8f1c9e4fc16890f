import type { Parameters, TwilioWire } from '../twilio-wire.js';
import type { Verb } from '../twiml.js';
import type { Heard } from './heard.js';
import { type PlayedOn, Player } from './player.js';
import type { LegEnd, Rung } from './rung.js';
import type { Switchboard } from './switchboard.js';
import type { Telephone } from './telephone.js';
import type { Timeline } from './timeline.js';

/** What is reported by default, and what a leg may be asked to report. */
const eventOf = { initiated: 'initiated', ringing: 'ringing', 'in-progress': 'answered' } as const;

/** What a leg is one of. */
export interface RungTogether {
  readonly exchange: Pick<Switchboard, 'timeline' | 'report'>;
  /** The caller's call. */
  readonly callSid: string;
  resolve(url: string): string;
  pickedUp(leg: Leg): Promise<void>;
  join(leg: Leg): Promise<void>;
  legEnded(leg: Leg, how: LegEnd): Promise<void>;
}

/** One telephone that a document rings: what is played there before it is joined, and what is reported of it. */
export class Leg implements PlayedOn, Rung {
  readonly player = new Player(this);
  /** `whisper`: picked up, and hears who is calling. */
  state: 'rings' | 'whisper' | 'talks' | 'ended' = 'rings';
  private answeredAt: number | null = null;
  private sequence = 0;

  constructor(
    private readonly dialling: RungTogether,
    private readonly noun: Verb,
    readonly telephone: Telephone,
    readonly wire: TwilioWire,
  ) {}

  get timeline(): Timeline {
    return this.dialling.exchange.timeline;
  }

  get wasPickedUp(): boolean {
    return this.answeredAt !== null;
  }

  /** How long it has been picked up, in seconds. */
  get seconds(): number {
    return this.answeredAt === null ? 0 : Math.round((this.timeline.now() - this.answeredAt) / 1000);
  }

  /** The caller's call. */
  get callSid(): string {
    return this.dialling.callSid;
  }

  async ring(): Promise<void> {
    await this.report('initiated');
    await this.telephone.rungBy(this);
  }

  /** The telephone is there, and rings. */
  rings(): Promise<void> {
    return this.report('ringing');
  }

  /** Somebody, or a mailbox, picks up: the caller's call is told of, and then the two are joined. */
  async pickUp(): Promise<void> {
    if (this.state !== 'rings') return;
    this.state = 'whisper';
    this.answeredAt = this.timeline.now();
    await this.report('in-progress');
    await this.dialling.pickedUp(this);
    const { url } = this.noun.attributes;
    if (url === undefined) await this.over('end');
    else await this.player.fetch(this.dialling.resolve(url), {});
  }

  /** The telephone's side is over, however: it may still ring, be told of the caller, or talk. */
  async end(how: LegEnd): Promise<void> {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.player.stop();
    await this.telephone.leftBy(this);
    await this.report(this.answeredAt === null ? how : 'completed');
    await this.dialling.legEnded(this, how);
  }

  fetch(url: string, own: Parameters): Promise<readonly Verb[]> {
    return this.wire.fetch(url, own);
  }

  hear(heard: readonly Heard[]): void {
    this.telephone.hear(heard);
  }

  /** What is played before the two are joined has ended: they are, unless it says to hang up. */
  async over(how: 'end' | 'hang-up'): Promise<void> {
    if (how === 'hang-up') await this.end('completed');
    else await this.dialling.join(this);
  }

  private async report(status: LegEnd | keyof typeof eventOf): Promise<void> {
    const { statusCallback, statusCallbackEvent = 'completed' } = this.noun.attributes;
    const event = status in eventOf ? eventOf[status as keyof typeof eventOf] : 'completed';
    const SequenceNumber = String(this.sequence++);
    if (statusCallback === undefined || !statusCallbackEvent.split(/\s+/).includes(event)) return;
    await this.dialling.exchange.report(this.wire, {
      what: 'leg',
      url: this.dialling.resolve(statusCallback),
      parameters: {
        CallStatus: status,
        SequenceNumber,
        CallbackSource: 'call-progress-events',
        Timestamp: new Date(this.timeline.now()).toUTCString(),
        ...(event === 'completed' && { CallDuration: String(this.seconds) }),
      },
    });
  }
}
