import { newSid, type Parameters, type TwilioAccount, TwilioWire } from '../twilio-wire.js';
import { LiveCall } from './live-call.js';
import { atOnce, type Signal } from './signals.js';
import type { ExchangeOptions, Ring, Switchboard, WaysOf } from './switchboard.js';
import { Telephone } from './telephone.js';
import { ManualTimeline, type Timeline } from './timeline.js';

export type { ExchangeOptions, Ring } from './switchboard.js';

const usual = {
  othersRing: 'until-accepted',
  losersAre: 'canceled',
  tellsBridged: true,
  tellsEndFirst: false,
  signals: atOnce,
  behaviour: () => ({ does: 'rings' }),
} as const satisfies Omit<Required<ExchangeOptions>, 'timeline'>;

/**
 * A telephone exchange: callers, colleagues' telephones, and documents that join them, on one time. It signs and sends the webhooks of
 * every call and leg, and refuses what Twilio refuses.
 * @example
 * const exchange = new Exchange(account, { timeline: new ManualTimeline() });
 * const call = exchange.callFrom('+8613800138000');
 * await call.ring();
 * await call.press('2');
 * await exchange.telephone('sip:1201@pbx.invalid').pickUp();
 */
export class Exchange implements Switchboard {
  readonly timeline: Timeline;
  /** May be changed while it works: it is looked at each time. */
  readonly options: WaysOf<ExchangeOptions>;
  readonly calls = new Map<string, LiveCall>();
  /** Every ring of a telephone, oldest first. */
  readonly rings: Ring[] = [];
  private readonly telephones = new Map<string, Telephone>();

  constructor(
    readonly account: TwilioAccount,
    { timeline = new ManualTimeline(), ...options }: ExchangeOptions = {},
  ) {
    this.timeline = timeline;
    this.options = { ...usual, ...options };
  }

  /** @param from the caller's number, or what stands for one that is withheld */
  callFrom(from: string, to = hotline): LiveCall {
    return this.hold(new LiveCall(this, new TwilioWire(this.account, { from, to, direction: 'inbound' })));
  }

  /** Keeps a call so that it is found by its id. */
  hold(call: LiveCall): LiveCall {
    this.calls.set(call.callSid, call);
    return call;
  }

  telephone(address: string): Telephone {
    const known = this.telephones.get(address) ?? new Telephone(address, this);
    this.telephones.set(address, known);
    return known;
  }

  /** @returns every telephone that ever rang */
  get rung(): readonly Telephone[] {
    return [...this.telephones.values()];
  }

  /** Reports something beside a call, as often and as late as signals come here. */
  async report(wire: TwilioWire, signal: Signal): Promise<void> {
    for (const ms of this.options.signals(signal)) {
      if (ms <= 0) await wire.notify(signal.url, signal.parameters);
      else this.timeline.after(ms, () => wire.notify(signal.url, signal.parameters));
    }
  }

  /** @returns what is told of a new recording of so many seconds */
  recordingOf(seconds: number): Parameters {
    const RecordingSid = newSid('RE');
    const { accountSid } = this.account;
    return {
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${RecordingSid}`,
      RecordingSid,
      RecordingDuration: String(seconds),
    };
  }
}

const hotline = '+862265661890';
