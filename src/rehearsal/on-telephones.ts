import type { Behaviour } from '../simulator/telephones/behaviour.js';
import type { Heard } from '../simulator/telephones/heard.js';
import type { Telephone } from '../simulator/telephones/telephone.js';
import { exchangeOf, type OnExchange, type TwilioAccount, TwilioCall } from '../simulator/twilio-call.js';
import { CannotPerform, sameAgain } from './cannot-perform.js';
import type { Who } from './transcript.js';

/** Twilio's number for one that is withheld: the keys that spell ANONYMOUS. */
const withheld = '+266696687';
const secondsOf = /^(\d+) seconds$/;

/**
 * The callers of a transcript and the colleagues whose telephones ring, on one exchange and one time. What somebody hears is kept until it is
 * expected of them, or until they do something themselves.
 */
export class PeopleOnTelephones {
  private readonly on: OnExchange;
  private readonly calls = new Map<Who, TwilioCall>();
  /** How far of a telephone was told. */
  private readonly told = new Map<Telephone, number>();
  private readonly behaviours = new Map<string, Behaviour>();

  /** @param passed is told by how many ms time moves */
  constructor(
    private readonly account: TwilioAccount,
    passed: (ms: number) => void,
  ) {
    this.on = exchangeOf(account, passed);
    this.on.exchange.options.behaviour = (address) =>
      [...this.behaviours].find(([part]) => address.includes(part))?.[1] ?? { does: 'rings' };
  }

  /** @returns what each of them heard, once it is asked for */
  async perform(words: string, who: Who): Promise<(who: Who) => string> {
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
    else if (words === '(reports nothing)') options.signals = () => [];
    else if (words === '(reports everything twice)') options.signals = () => [0, 1_000];
    else if (words === '(reports everything late)') options.signals = () => [30_000];
    else throw new CannotPerform(`"${words}" is nothing that an exchange does. The README lists what it does.`);
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
    const act = colleagueActs[words];
    if (!act) throw new CannotPerform(`"${words}" is nothing that a colleague does. The README lists what they do.`);
    await act(telephone);
  }

  private caller(words: string, who: Who): Promise<readonly Heard[]> {
    const number = Number(/\d$/.exec(who)?.[0] ?? '0');
    const from = ringsFrom(words, `+861380013800${number}`);
    if (from !== null) {
      const call = new TwilioCall(this.account, from, this.on);
      this.calls.set(who, call);
      return call.ring();
    }
    const call = this.calls.get(who);
    if (!call) throw new CannotPerform(`${who} has not called yet. Write "(rings)" first.`);
    return callerDoes(call, words);
  }

  private heardBy(who: Who): string {
    if (!who.startsWith('colleague ')) return heardWords(this.calls.get(who)?.heardSince() ?? []);
    const telephone = this.telephoneOf(who.slice('colleague '.length));
    if (!telephone) return '';
    const heard = telephone.heard.slice(this.told.get(telephone) ?? 0);
    this.told.set(telephone, telephone.heard.length);
    return heardWords(heard.map((one) => (one.kind === 'rings' ? { kind: 'rings', targets: [] } : one)));
  }

  private telephoneOf(name: string): Telephone | undefined {
    return this.on.exchange.rung.find(({ address }) => address.includes(name));
  }

  /** Lets what is being said come to its end. */
  private async settle(): Promise<void> {
    const isSpeaking = () =>
      [...this.calls.values()].some(({ state }) => state === 'speaking') ||
      this.on.exchange.rung.some(({ state, isAsked }) => state === 'whisper' && !isAsked);
    while (isSpeaking() && (await this.on.time.next()));
  }
}

const colleagueActs: Readonly<Record<string, (telephone: Telephone) => Promise<void>>> = {
  '(picks up)': (telephone) => telephone.pickUp(),
  '(hangs up)': (telephone) => telephone.hangUp(),
  '(declines)': (telephone) => telephone.decline(),
  '(is busy)': (telephone) => telephone.isBusy(),
  '(cannot be reached)': (telephone) => telephone.isUnreachable(),
};

const alwaysDoes: Readonly<Record<string, Behaviour>> = {
  '(always answers)': { does: 'accepts', afterSeconds: 3, talksSeconds: 60 },
  '(always picks up and presses nothing)': { does: 'picks-up', afterSeconds: 3 },
  '(always declines)': { does: 'declines', afterSeconds: 3 },
  '(is always busy)': { does: 'is-busy' },
  '(can never be reached)': { does: 'is-unreachable' },
  '(lets it ring)': { does: 'rings' },
};

/** @returns the number that a caller rings from, or null for another act */
function ringsFrom(words: string, usual: string): string | null {
  if (words === '(rings)' || words === '(calls again)') return usual;
  if (words === '(rings with a withheld number)') return withheld;
  return /^\(rings from (\S+)\)$/.exec(words)?.[1] ?? null;
}

/** How sure a recogniser is of what is mumbled, from 0 to 1. */
const hardlyHeard = 0.2;

async function callerDoes(call: TwilioCall, words: string): Promise<readonly Heard[]> {
  if (/^[0-9*#]+$/.test(words)) return call.press(words);
  const message = /^\(leaves a message of (\d+) seconds\)$/.exec(words)?.[1];
  if (message !== undefined) return call.leaveMessage(Number(message));
  const ended = /^\(leaves a message of (\d+) seconds and presses ([0*])\)$/.exec(words);
  if (ended) return call.leaveMessage(Number(ended[1]), ended[2]);
  const cutOff = /^\(hangs up after (\d+) seconds of message\)$/.exec(words)?.[1];
  if (cutOff !== undefined) return call.hangUp(Number(cutOff));
  const spoken = /^\(says (.+)\)$/.exec(words)?.[1];
  if (spoken !== undefined) return call.speak(spoken);
  const mumbled = /^\(mumbles (.+)\)$/.exec(words)?.[1];
  if (mumbled !== undefined) return call.speak(mumbled, hardlyHeard);
  const act = callerActs[words];
  if (act) return act(call);
  throw new CannotPerform(`"${words}" cannot be done on a telephone. Write keys, or one of the acts in the README.`);
}

const callerActs: Readonly<Record<string, (call: TwilioCall) => Promise<readonly Heard[]>>> = {
  '(silence)': (call) => call.wait(),
  '(hangs up)': (call) => call.hangUp(),
  '(staff answer)': (call) => call.staff('answers'),
  '(staff are busy)': (call) => call.staff('busy'),
  '(nobody answers)': (call) => call.staff('no-answer'),
  async '(the same again)'(call) {
    await sameAgain(call);
    return [];
  },
};

function heardWords(heard: readonly Heard[]): string {
  return heard.map(wordsOf).join('\n');
}

/** How a transcript writes what is heard. */
function wordsOf(one: Heard): string {
  switch (one.kind) {
    case 'says':
      return one.words;
    case 'plays':
      return `(plays ${one.url})`;
    case 'rings':
      return one.targets.length === 0 ? '(rings)' : '(rings the staff)';
    case 'whispers':
      return `(the colleague hears: ${one.words})`;
    case 'bridged':
      return '(they talk)';
    case 'records':
      return '(records)';
    case 'stops-ringing':
      return '(stops ringing)';
    case 'hangs-up':
      return '(hangs up)';
  }
}
