import type { ChatReply, WechatUser } from '../simulator/wechat-user.js';
import { CannotPerform, sameAgain } from './cannot-perform.js';

/** Does in a chat what a line of a transcript says. */
export async function chat(user: WechatUser, words: string): Promise<ChatReply> {
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

/** How a transcript writes what is read. */
export function chatWords(reply: ChatReply): string {
  if (reply.kind === 'text') return reply.text;
  if (reply.kind === 'none') return '(nothing)';
  if (reply.kind === 'colleague') return '(the colleague reads it)';
  return reply.account === null ? '(passes the message on)' : `(passes the message on to ${reply.account})`;
}
