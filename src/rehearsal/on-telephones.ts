import type { Behaviour } from '../simulator/telephones/behaviour.js';
import type { Heard } from '../simulator/telephones/heard.js';
import type { LiveCall } from '../simulator/telephones/live-call.js';
import type { Telephone } from '../simulator/telephones/telephone.js';
import { exchangeOf, type OnExchange, type TwilioAccount, TwilioCall } from '../simulator/twilio-call.js';
import { callerDoes, ringsAs } from './caller-acts.js';
import { CannotPerform } from './cannot-perform.js';
import { alwaysDoes, telephoneActs } from './colleague-acts.js';
import { heardWords } from './heard-words.js';
import type { Stage } from './stage.js';
import { canBeAskedForCalls, type Who } from './transcript.js';

/** So often somebody looks whether anything is due beside the calls, where the service may ask the exchange for some. */
const looksEveryMs = 2_000;
const momentMs = 10;
const secondsOf = /^(\d+) seconds$/;

/**
 * The callers of a transcript and the colleagues whose telephones ring, on one exchange and one time. What somebody hears is kept until it is
 * expected of them, or until they do something themselves.
 */
export class PeopleOnTelephones {
  private readonly on: OnExchange;
  private readonly account: TwilioAccount;
  private readonly calls = new Map<Who, TwilioCall>();
  /** Which telephone is whose, for those who may be called back. */
  private readonly numbers = new Map<Who, string>();
  /** How far of a telephone was told. */
  private readonly told = new Map<Telephone, number>();
  private readonly behaviours = new Map<string, Behaviour>();

  constructor(private readonly stage: Stage) {
    const { origin: deliverTo, publicBaseUrl, secrets } = stage;
    this.account = { deliverTo, publicBaseUrl, ...secrets.twilio };
    this.on = exchangeOf(this.account, (ms) => stage.passTime(ms));
    if (stage.asked) {
      stage.asked.serve(this.on.exchange);
      this.lookLater();
    }
    this.on.exchange.options.behaviour = (address) =>
      [...this.behaviours].find(([part]) => address.includes(part))?.[1] ?? { does: 'rings' };
  }

  /** @returns what each of them heard, once it is asked for */
  async perform(words: string, who: Who): Promise<(who: Who) => string> {
    // Nobody acts in the same moment as somebody else.
    await this.on.time.pass(momentMs);
    // What the one who does something heard before is not asked for any more.
    this.heardBy(who);
    const own = await this.act(words, who);
    const heard = own === null ? null : heardWords(own);
    await this.settle();
    const more = this.heardBy(who);
    const all = heard === null ? more : [heard, more].filter((one) => one !== '').join('\n');
    return (asked) => (asked === who ? all : this.heardBy(asked)) || '(nothing)';
  }

  /** @returns what the caller heard who did something; null for anybody else */
  private async act(words: string, who: Who): Promise<readonly Heard[] | null> {
    if (who === 'time') await this.pass(words);
    else if (who === 'exchange') this.change(words);
    else if (who.startsWith('colleague ')) await this.colleague(words, who.slice('colleague '.length));
    else return this.caller(words, who);
    return null;
  }

  private async pass(words: string): Promise<void> {
    const seconds = secondsOf.exec(words)?.[1];
    if (seconds === undefined) throw new CannotPerform(`"${words}" is no time that passes. Write "20 seconds".`);
    await this.on.time.pass(Number(seconds) * 1000);
  }

  /** What the exchange does from now on. */
  private change(words: string): void {
    const { options } = this.on.exchange;
    if (words === '(the others stop when one picks up)') options.othersRing = 'until-picked-up';
    else if (words === '(does not tell whether anybody talked)') options.tellsBridged = false;
    else if (words === '(tells the end of a call before it)') options.tellsEndFirst = true;
    else if (words === '(reports nothing)') options.signals = () => [];
    else if (words === '(reports everything twice)') options.signals = () => [0, 1_000];
    else if (words === '(reports everything late)') options.signals = () => [30_000];
    else if (words !== canBeAskedForCalls)
      throw new CannotPerform(`"${words}" is nothing that an exchange does. The README lists what it does.`);
  }

  private async colleague(words: string, name: string): Promise<void> {
    const behaviour = alwaysDoes[words];
    if (behaviour) {
      this.behaviours.set(name, behaviour);
      return;
    }
    const telephone = this.telephoneOf(name);
    if (!telephone) throw new CannotPerform(`no telephone has rung whose address holds "${name}"`);
    if (/^[0-9*#]+$/.test(words)) {
      if (!(await telephone.press(words))) throw new CannotPerform(`the telephone ${name} listens for no key`);
      return;
    }
    const act = telephoneActs[words];
    if (!act) throw new CannotPerform(`"${words}" is nothing that a colleague does. The README lists what they do.`);
    await act(telephone);
  }

  private async caller(words: string, who: Who): Promise<readonly Heard[]> {
    const number = Number(/\d$/.exec(who)?.[0] ?? '0');
    const rings = ringsAs(words, `+861380013800${number}`);
    if (rings !== null) {
      this.numbers.set(who, rings.from);
      return this.join(who, this.on.exchange.callFrom(rings.from, rings.to)).ring();
    }
    const telephone = this.ownTelephone(who);
    if (telephone?.state === 'rings') {
      const act = telephoneActs[words];
      if (!act) throw new CannotPerform(`the telephone of ${who} rings: "(picks up)", "(declines)" or let time pass`);
      const call = this.on.exchange.calls.get(telephone.callSid ?? '');
      await act(telephone);
      if (call) this.join(who, call);
      return [];
    }
    const call = this.calls.get(who);
    if (!call) throw new CannotPerform(`${who} has not called yet. Write "(rings)" first.`);
    return callerDoes(call, words);
  }

  private join(who: Who, call: LiveCall): TwilioCall {
    const joined = new TwilioCall(this.account, '', this.on, call);
    this.calls.set(who, joined);
    return joined;
  }

  private heardBy(who: Who): string {
    if (who.startsWith('colleague ')) return heardWords(this.heardOn(this.telephoneOf(who.slice('colleague '.length))));
    // What is heard once it is picked up is told by the call.
    const isOfRinging = (one: Heard) =>
      one.kind === 'rings' ? one.targets.length === 0 : one.kind === 'stops-ringing';
    const rings = this.heardOn(this.ownTelephone(who)).filter(isOfRinging);
    return heardWords([...rings, ...(this.calls.get(who)?.heardSince() ?? [])]);
  }

  /** Its own ringing has no targets, unlike that of others whom somebody on it is connected with. */
  private heardOn(telephone: Telephone | undefined): readonly Heard[] {
    if (!telephone) return [];
    const heard = telephone.heard.slice(this.told.get(telephone) ?? 0);
    this.told.set(telephone, telephone.heard.length);
    return heard.map((one) =>
      one.kind === 'rings' && one.targets[0] === telephone.address ? { kind: 'rings', targets: [] } : one,
    );
  }

  /** A caller's, where it has rung. */
  private ownTelephone(who: Who): Telephone | undefined {
    const number = this.numbers.get(who);
    return this.on.exchange.rung.find(({ address }) => address === number);
  }

  private lookLater(): void {
    this.on.time.after(looksEveryMs, async () => {
      this.lookLater();
      await this.stage.catchUp();
    });
  }

  private telephoneOf(name: string): Telephone | undefined {
    return this.on.exchange.rung.find(({ address }) => address.includes(name));
  }

  /** Lets what is being said come to its end. */
  private async settle(): Promise<void> {
    const isSpeaking = () =>
      [...this.calls.values()].some((call) => call.isSpokenTo) ||
      this.on.exchange.rung.some(({ isSpokenTo }) => isSpokenTo);
    while (isSpeaking() && (await this.on.time.next()));
  }
}
