import type { Parameters, TwilioWire } from '../twilio-wire.js';
import type { Verb } from '../twiml.js';
import type { Heard } from './heard.js';
import { Leg, type RungTogether } from './leg.js';
import type { Player } from './player.js';
import type { LegEnd } from './rung.js';
import type { Switchboard } from './switchboard.js';
import type { Telephone } from './telephone.js';
import type { Due } from './timeline.js';

const addressed = new Set(['Number', 'Sip', 'Client']);
const ringsUsuallySeconds = 30;

/** An exchange with the telephones that it rings. */
export type WithTelephones = Switchboard & { telephone(address: string): Telephone };

/** The caller's call. */
export interface Dials {
  readonly exchange: WithTelephones;
  readonly wire: TwilioWire;
  readonly player: Pick<Player, 'resolve' | 'carryOn' | 'fetch'>;
  readonly callSid: string;
  hear(heard: readonly Heard[]): void;
}

/** Telephones that ring for a caller at once, until one of them takes the call or none does. */
export class Dialling implements RungTogether {
  /** The leg that talks with the caller. */
  talking: Leg | null = null;
  private readonly legs: Leg[];
  private readonly ends = new Map<Leg, LegEnd>();
  private givesUp: Due | null = null;
  private isOver = false;

  constructor(
    readonly call: Dials,
    private readonly verb: Verb,
  ) {
    const nouns = verb.children.filter(({ name }) => addressed.has(name));
    this.legs = (nouns.length > 0 ? nouns : [verb]).map((noun) => {
      const address = noun.text.trim();
      const own = nouns.length > 0 ? noun : { ...noun, attributes: {} };
      return new Leg(this, own, call.exchange.telephone(address), call.wire.legTo(address));
    });
  }

  get exchange(): WithTelephones {
    return this.call.exchange;
  }

  get callSid(): string {
    return this.call.callSid;
  }

  /** The addresses that still ring, or hear who is calling. */
  get ringing(): readonly Leg[] {
    return this.legs.filter(({ state }) => state === 'rings' || state === 'whisper');
  }

  resolve(url: string): string {
    return this.call.player.resolve(url);
  }

  async begin(): Promise<void> {
    this.call.hear([{ kind: 'rings', targets: this.legs.map(({ telephone }) => telephone.address) }]);
    const seconds = Number(this.verb.attributes.timeout ?? ringsUsuallySeconds);
    this.givesUp = this.exchange.timeline.after(seconds * 1000, () =>
      this.endAll(({ state }) => state === 'rings', 'no-answer'),
    );
    await Promise.all(this.legs.map((leg) => leg.ring()));
  }

  /** Somebody picked up: the others ring on, or stop, as the exchange does it. */
  async pickedUp(leg: Leg): Promise<void> {
    if (this.exchange.options.othersRing === 'until-picked-up') await this.stopOthers(leg);
  }

  /** Joins a telephone and the caller; whoever comes second is let go. */
  async join(leg: Leg): Promise<void> {
    if (this.talking !== null || this.isOver) return leg.end('completed');
    this.talking = leg;
    leg.state = 'talks';
    this.givesUp?.cancel();
    this.call.hear([{ kind: 'bridged' }]);
    leg.hear([{ kind: 'bridged' }]);
    await this.stopOthers(leg);
  }

  async legEnded(leg: Leg, how: LegEnd): Promise<void> {
    this.ends.set(leg, how);
    const isLeft = leg === this.talking || (this.talking === null && this.legs.every((one) => this.ends.has(one)));
    if (isLeft && !this.isOver) await this.finish(leg);
  }

  /** The caller hung up: nothing rings any more, and the provider asks what comes next all the same. */
  async callerLeft(): Promise<void> {
    const { talking } = this;
    await this.withdraw();
    const { action } = this.verb.attributes;
    if (action === undefined) return;
    const own = talking ? this.talked(talking) : { DialCallStatus: 'no-answer' };
    await this.call.wire.notify(this.resolve(action), { CallStatus: 'completed', ...own });
  }

  /** Nothing rings any more, and nothing comes after it. */
  async withdraw(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    this.givesUp?.cancel();
    await this.endAll(() => true, 'canceled');
  }

  private async stopOthers(leg: Leg): Promise<void> {
    await this.endAll((one) => one !== leg, this.exchange.options.losersAre);
  }

  private async endAll(which: (leg: Leg) => boolean, how: LegEnd): Promise<void> {
    for (const leg of this.legs.filter(which)) await leg.end(how);
  }

  private async finish(last: Leg): Promise<void> {
    this.isOver = true;
    this.givesUp?.cancel();
    const { action } = this.verb.attributes;
    const own = this.talking ? this.talked(this.talking) : this.untaken(last);
    if (action === undefined) await this.call.player.carryOn();
    else await this.call.player.fetch(this.resolve(action), own);
  }

  private talked(leg: Leg): Parameters {
    return {
      DialCallStatus: 'completed',
      ...(this.exchange.options.tellsBridged && { DialBridged: 'true' }),
      DialCallSid: leg.wire.callSid,
      DialCallDuration: String(leg.seconds),
    };
  }

  /** Nobody took the call: somebody may have picked up all the same, and that is all that is told. */
  private untaken(last: Leg): Parameters {
    const pickedUp = this.legs.find(({ wasPickedUp }) => wasPickedUp);
    const ends = new Set(this.ends.values());
    const first = (['busy', 'no-answer', 'failed'] as const).find((one) => ends.has(one)) ?? 'no-answer';
    const status = first === 'busy' && ends.size > 1 ? 'no-answer' : first;
    const told = this.exchange.options.tellsBridged ? { DialBridged: 'false' } : {};
    if (pickedUp)
      return {
        DialCallStatus: 'completed',
        ...told,
        DialCallSid: pickedUp.wire.callSid,
        DialCallDuration: String(pickedUp.seconds),
      };
    return { DialCallStatus: status, ...told, DialCallSid: last.wire.callSid };
  }
}
