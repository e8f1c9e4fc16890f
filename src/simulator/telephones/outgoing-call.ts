import type { TwilioWire } from '../twilio-wire.js';
import type { Verb } from '../twiml.js';
import type { Exchange } from './exchange.js';
import { LiveCall } from './live-call.js';
import type { Player } from './player.js';
import type { LegEnd, Rung } from './rung.js';
import type { Telephone } from './telephone.js';
import type { Due, Timeline } from './timeline.js';

/** What a call is to do that is asked for. */
export interface AskedFor {
  /** What is done once it is answered. */
  readonly onceAnswered: { readonly url: string } | { readonly verbs: readonly Verb[] };
  readonly timeoutSeconds: number;
  readonly statusCallback: string | null;
  /** `initiated`, `ringing`, `answered`, `completed`: the last alone, unless more are asked for. */
  readonly events: readonly string[];
}

/** A call that the service asks for: a telephone rings, and whoever picks up hears a document. */
export class OutgoingCall implements Rung {
  readonly live: LiveCall;
  wasPickedUp = false;
  private givesUp: Due | null = null;
  private endedAs: LegEnd | null = null;

  constructor(
    private readonly exchange: Exchange,
    private readonly wire: TwilioWire,
    private readonly telephone: Telephone,
    private readonly asked: AskedFor,
  ) {
    this.live = exchange.hold(
      new LiveCall(exchange, wire, {
        statusCallback: asked.events.includes('completed') ? asked.statusCallback : null,
        alsoHeard: (heard) => telephone.hear(heard),
        ended: () => telephone.leftBy(this),
      }),
    );
  }

  get callSid(): string {
    return this.wire.callSid;
  }

  get player(): Player {
    return this.live.player;
  }

  get timeline(): Timeline {
    return this.exchange.timeline;
  }

  get state(): Rung['state'] {
    if (this.endedAs !== null || this.live.endedBy !== null) return 'ended';
    if (!this.wasPickedUp) return 'rings';
    return this.live.state === 'talking' ? 'talks' : 'whisper';
  }

  /** As the provider names it. */
  get status(): string {
    if (this.endedAs !== null) return this.endedAs;
    if (this.live.endedBy !== null) return 'completed';
    return this.wasPickedUp ? 'in-progress' : 'ringing';
  }

  async begin(): Promise<void> {
    await this.report('initiated', 'initiated');
    this.givesUp = this.timeline.after(this.asked.timeoutSeconds * 1000, () => this.end('no-answer'));
    await this.telephone.rungBy(this);
  }

  rings(): Promise<void> {
    return this.report('ringing', 'ringing');
  }

  async pickUp(): Promise<void> {
    if (this.state !== 'rings') return;
    this.wasPickedUp = true;
    this.givesUp?.cancel();
    await this.report('answered', 'in-progress');
    await this.live.update(this.asked.onceAnswered);
  }

  async end(how: LegEnd): Promise<void> {
    if (this.state === 'ended') return;
    if (this.wasPickedUp) return this.live.hangUp();
    this.endedAs = how;
    this.givesUp?.cancel();
    this.live.player.stop();
    await this.telephone.leftBy(this);
    await this.report('completed', how);
  }

  private async report(event: string, status: string): Promise<void> {
    const { statusCallback: url, events } = this.asked;
    if (url === null || !events.includes(event)) return;
    await this.exchange.report(this.wire, { what: 'call-ended', url, parameters: { CallStatus: status } });
  }
}
