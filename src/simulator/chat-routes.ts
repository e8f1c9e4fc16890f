import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Bounded } from './bounded.js';
import { maxHeld, type Post, spoken } from './posts.js';
import { type ChatReply, type WechatAccount, WechatUser } from './wechat-user.js';

const newChat = z.strictObject({
  mode: z.enum(['plain', 'compatible', 'safe']).optional(),
  format: z.enum(['xml', 'json']).optional(),
});

/** What the person does next. @throws ZodError for what is no such act */
type Act = (user: WechatUser, told: unknown) => Promise<ChatReply>;

function act<Told>(shape: z.ZodType<Told>, perform: (user: WechatUser, told: Told) => Promise<ChatReply>): Act {
  return (user, told) => perform(user, shape.parse(told));
}

const acts: Readonly<Record<string, Act>> = {
  say: act(z.strictObject({ text: spoken.min(1) }), (user, { text }) => user.say(text)),
  follow: act(z.strictObject({}), (user) => user.follow()),
  tap: act(z.strictObject({ target: z.string().min(1).max(128) }), (user, { target }) => user.tap(target)),
  scan: act(z.strictObject({ content: z.string().min(1).max(1024) }), (user, { content }) => user.scan(content)),
  picture: act(z.strictObject({}), (user) => user.picture()),
  place: act(z.strictObject({ label: z.string().max(200) }), (user, { label }) => user.place(label)),
  sticker: act(z.strictObject({}), (user) => user.sticker()),
  voice: act(z.strictObject({ recognition: spoken.nullable() }), (user, { recognition }) => user.voice(recognition)),
  colleague: act(z.strictObject({ does: z.enum(['takes', 'ends']) }), (user, { does }) =>
    does === 'takes' ? user.colleagueTakes() : user.colleagueEnds(),
  ),
  unfollow: act(z.strictObject({}), (user) => user.unfollow()),
};

/** The chat of the page: people who begin to write, and what they do. */
export function chatRoutes(post: Post, account: WechatAccount, now: () => number): void {
  const chats = new Bounded<WechatUser>(maxHeld);
  post('/api/chat', ({ body }) => {
    const { mode, format } = newChat.parse(body);
    const user = new WechatUser(account, { ...(mode && { mode }), ...(format && { format }), now });
    return { id: chats.put(randomUUID(), user) };
  });
  for (const [name, perform] of Object.entries(acts)) {
    post(`/api/chat/:id/${name}`, async ({ id, body }) => {
      const user = chats.get(id);
      const turnsBefore = user.turns.length;
      const reply = await perform(user, body);
      return { reply, turns: user.turns.slice(turnsBefore) };
    });
  }
}
