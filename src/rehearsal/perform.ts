import { CodedError } from '../domain/errors/errors.js';
import { type Heard, TwilioCall } from '../simulator/twilio-call.js';
import { type ChatReply, WechatUser } from '../simulator/wechat-user.js';
import type { ChannelName, RecordChange } from './transcript.js';

/** Where a transcript is rehearsed: a service, its secrets and its clock. */
export interface Stage {
  readonly origin: string;
  readonly publicBaseUrl: string;
  readonly secrets: {
    readonly twilio: { readonly accountSid: string; readonly authToken: string };
    readonly wechat: { readonly appId: string; readonly token: string; readonly encodingAesKey: string };
  };
  setClock(iso: string): void;
  /** Publishes a change of a record. @param at when, in ms since 1970 */
  changeRecord(change: RecordChange, at: number): Promise<void>;
}

/** Does what a line of a transcript says. @returns what came back, as an expectation would write it */
export type Performer = (words: string) => Promise<string>;

/** What cannot be done at that point of the transcript, or is not understood. */
export class CannotPerform extends CodedError {
  readonly code = 'cannot-perform';
}

/** @param now the stage's time, in ms */
export function performerFor(channel: ChannelName, stage: Stage, now: () => number): Performer {
  const addresses = { deliverTo: stage.origin, publicBaseUrl: stage.publicBaseUrl };
  if (channel === 'wechat') {
    const user = new WechatUser({ ...addresses, ...stage.secrets.wechat }, { now });
    return async (words) => chatWords(await chat(user, words));
  }
  const account = { ...addresses, ...stage.secrets.twilio };
  let call = new TwilioCall(account);
  return async (words) => {
    if (words === '(rings)' || words === '(calls again)') {
      call = new TwilioCall(account);
      return heardWords(await call.ring());
    }
    return heardWords(await phone(call, words));
  };
}

async function phone(call: TwilioCall, words: string): Promise<readonly Heard[]> {
  if (/^[0-9*#]+$/.test(words)) return call.press(words);
  const message = /^\(leaves a message of (\d+) seconds\)$/.exec(words)?.[1];
  if (message !== undefined) return call.leaveMessage(Number(message));
  const ended = /^\(leaves a message of (\d+) seconds and presses ([0*])\)$/.exec(words);
  if (ended) return call.leaveMessage(Number(ended[1]), ended[2]);
  const cutOff = /^\(hangs up after (\d+) seconds of message\)$/.exec(words)?.[1];
  if (cutOff !== undefined) return call.hangUp(Number(cutOff));
  const spoken = /^\(says (.+)\)$/.exec(words)?.[1];
  if (spoken !== undefined) return call.speak(spoken);
  switch (words) {
    case '(silence)':
      return call.wait();
    case '(hangs up)':
      return call.hangUp();
    case '(staff answer)':
      return call.staff('answers');
    case '(staff are busy)':
      return call.staff('busy');
    case '(nobody answers)':
      return call.staff('no-answer');
    case '(the same again)':
      await sameAgain(call);
      return [];
    default:
      throw new CannotPerform(
        `"${words}" cannot be done on a telephone. Write keys, or one of the acts in the README.`,
      );
  }
}

async function chat(user: WechatUser, words: string): Promise<ChatReply> {
  const act = (pattern: RegExp): string | undefined => pattern.exec(words)?.[1];
  const scanned = act(/^\(scans (.+)\)$/);
  if (scanned !== undefined) return user.scan(scanned);
  const tapped = act(/^\(taps (.+)\)$/);
  if (tapped !== undefined) return user.tap(tapped);
  const spoken = act(/^\(says (.+)\)$/);
  if (spoken !== undefined) return user.voice(spoken);
  switch (words) {
    case '(rings)':
    case '(follows)':
      return user.follow();
    case '(unfollows)':
      return user.unfollow();
    case '(sends a picture)':
      return user.picture();
    case '(sends a place)':
      return user.place('天津市滨海新区（示例）');
    case '(sends a sticker)':
      return user.sticker();
    case '(sends a voice message)':
      return user.voice(null);
    case '(a colleague takes the chat)':
      return user.colleagueTakes();
    case '(the colleague ends the chat)':
      return user.colleagueEnds();
    case '(the same again)':
      await sameAgain(user);
      return { kind: 'none' };
    default:
      if (words.startsWith('(') && words.endsWith(')')) {
        throw new CannotPerform(`"${words}" cannot be done in a chat. Write a text, or one of the acts in the README.`);
      }
      return user.say(words);
  }
}

/** A retry must get the same bytes. */
async function sameAgain(standIn: TwilioCall | WechatUser): Promise<void> {
  const first = standIn.turns.at(-1)?.answer;
  if ((await standIn.redeliver()) !== first) throw new CannotPerform('the same delivery again got another answer');
}

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
      return '(rings the staff)';
    case 'whispers':
      return `(the colleague hears: ${one.words})`;
    case 'bridged':
      return '(they talk)';
    case 'records':
      return '(records)';
    case 'hangs-up':
      return '(hangs up)';
  }
}

function chatWords(reply: ChatReply): string {
  if (reply.kind === 'text') return reply.text;
  if (reply.kind === 'none') return '(nothing)';
  if (reply.kind === 'colleague') return '(the colleague reads it)';
  return reply.account === null ? '(passes the message on)' : `(passes the message on to ${reply.account})`;
}
