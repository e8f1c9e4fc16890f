import { WechatUser } from '../simulator/wechat-user.js';
import { chat, chatWords } from './in-chat.js';
import { PeopleOnTelephones } from './on-telephones.js';
import type { Stage } from './stage.js';
import type { ChannelName, Who } from './transcript.js';

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
