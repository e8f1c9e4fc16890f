import { WechatUser } from '../simulator/wechat-user.js';
import type { AskedExchange } from './asked-exchange.js';
import { chat, chatWords } from './in-chat.js';
import { PeopleOnTelephones } from './on-telephones.js';
import type { ChannelName, RecordChange, Who } from './transcript.js';

/** Where a transcript is rehearsed: a service, its secrets and its clock. */
export interface Stage {
  readonly origin: string;
  readonly publicBaseUrl: string;
  readonly secrets: {
    readonly twilio: { readonly accountSid: string; readonly authToken: string };
    readonly wechat: { readonly appId: string; readonly token: string; readonly encodingAesKey: string };
  };
  setClock(iso: string): void;
  /** Lets so many ms pass at once on the service's clock. */
  passTime(ms: number): void;
  /** Where the service asks the exchange for calls; null: it asks for none. */
  readonly asked: AskedExchange | null;
  /** Does what is due beside requests: whoever asked for it is called back, whoever waits is fetched. */
  catchUp(): Promise<void>;
  /** Publishes a change of a record. @param at when, in ms since 1970 */
  changeRecord(change: RecordChange, at: number): Promise<void>;
  /** Switches a notice on, or off. */
  setNotice(words: string | null, at: number): Promise<void>;
}

/**
 * Does what a line of a transcript says.
 * @param who does it
 * @returns what came back, as an expectation would write it; where there are several people, what each of them heard
 */
export type Performer = (words: string, who: Who) => Promise<string | ((who: Who) => string)>;

export { CannotPerform } from './cannot-perform.js';

/** @param now the stage's time, in ms */
export function performerFor(channel: ChannelName, stage: Stage, now: () => number): Performer {
  if (channel === 'wechat') {
    const { origin: deliverTo, publicBaseUrl, secrets } = stage;
    const user = new WechatUser({ deliverTo, publicBaseUrl, ...secrets.wechat }, { now });
    return async (words) => chatWords(await chat(user, words));
  }
  const people = new PeopleOnTelephones(stage);
  return (words, who) => people.perform(words, who);
}
