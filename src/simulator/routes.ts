import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { Bounded } from './bounded.js';
import { ProviderRefusal } from './refusal.js';
import { type Heard, type TwilioAccount, TwilioCall } from './twilio-call.js';
import { type ChatReply, type WechatAccount, WechatUser } from './wechat-user.js';

export interface SimulatorDependencies {
  readonly deliverTo: string;
  readonly publicBaseUrl: string;
  readonly secrets: {
    readonly twilio: Pick<TwilioAccount, 'accountSid' | 'authToken'>;
    readonly wechat: Pick<WechatAccount, 'appId' | 'token' | 'encodingAesKey'>;
  };
  readonly clock: { now(): number; set(at: number): void };
  /** Identifiers of sample records, to try. */
  readonly samples: () => Promise<unknown>;
}

const page = fileURLToPath(new URL('../../src/simulator-page', import.meta.url));
const maxHeld = 200;

const words = z.string().max(2000);
const callActs = {
  press: z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,40}$/) }),
  wait: z.strictObject({}),
  speak: z.strictObject({ words }),
  staff: z.strictObject({ outcome: z.enum(['answers', 'busy', 'no-answer', 'failed']) }),
  message: z.strictObject({ seconds: z.int().min(1).max(600) }),
  hangup: z.strictObject({ recordedSeconds: z.int().min(0).max(600).default(0) }),
};
const chatActs = {
  say: z.strictObject({ text: words.min(1) }),
  follow: z.strictObject({}),
  tap: z.strictObject({ target: z.string().min(1).max(128) }),
  scan: z.strictObject({ content: z.string().min(1).max(1024) }),
  picture: z.strictObject({}),
};
const newCall = z.strictObject({
  from: z
    .string()
    .regex(/^\+\d{7,15}$/)
    .optional(),
});
const newChat = z.strictObject({
  mode: z.enum(['plain', 'compatible', 'safe']).optional(),
  format: z.enum(['xml', 'json']).optional(),
});
const newTime = z.strictObject({ iso: z.union([z.literal('now'), z.iso.datetime({ offset: true })]) });

/** The simulator: a page with a telephone and a chat, and the stand-ins that drive the real webhooks for it. */
export function simulatorRouter({ deliverTo, publicBaseUrl, secrets, clock, samples }: SimulatorDependencies): Router {
  const router = express.Router();
  const calls = new Bounded<TwilioCall>(maxHeld);
  const chats = new Bounded<WechatUser>(maxHeld);
  const addresses = { deliverTo, publicBaseUrl };
  const json = express.json({ limit: '16kb' });
  const post = (path: string, answer: (request: Request) => Promise<unknown> | unknown): void => {
    router.post(path, json, async (request, response) => {
      try {
        response.json(await answer(request));
      } catch (error) {
        explain(error, response);
      }
    });
  };

  post('/api/call', async (request) => {
    const call = new TwilioCall({ ...addresses, ...secrets.twilio }, newCall.parse(request.body).from);
    const id = calls.put(randomUUID(), call);
    return callView(id, call, 0, await call.ring());
  });
  const callAct = <Name extends keyof typeof callActs>(
    name: Name,
    act: (call: TwilioCall, told: z.output<(typeof callActs)[Name]>) => Promise<Heard[]>,
  ): void => {
    post(`/api/call/:id/${name}`, async (request) => {
      const id = String(request.params.id);
      const call = calls.get(id);
      const turnsBefore = call.turns.length;
      const told = callActs[name].parse(request.body) as z.output<(typeof callActs)[Name]>;
      return callView(id, call, turnsBefore, await act(call, told));
    });
  };
  callAct('press', (call, { keys }) => call.press(keys));
  callAct('wait', (call) => call.wait());
  callAct('speak', (call, told) => call.speak(told.words));
  callAct('staff', (call, { outcome }) => call.staff(outcome));
  callAct('message', (call, { seconds }) => call.leaveMessage(seconds));
  callAct('hangup', (call, { recordedSeconds }) => call.hangUp(recordedSeconds));

  post('/api/chat', (request) => {
    const manner = newChat.parse(request.body);
    const told = { ...(manner.mode && { mode: manner.mode }), ...(manner.format && { format: manner.format }) };
    const user = new WechatUser({ ...addresses, ...secrets.wechat }, { ...told, now: () => clock.now() });
    return { id: chats.put(randomUUID(), user) };
  });
  const chatAct = <Name extends keyof typeof chatActs>(
    name: Name,
    act: (user: WechatUser, told: z.output<(typeof chatActs)[Name]>) => Promise<ChatReply>,
  ): void => {
    post(`/api/chat/:id/${name}`, async (request) => {
      const user = chats.get(String(request.params.id));
      const turnsBefore = user.turns.length;
      const told = chatActs[name].parse(request.body) as z.output<(typeof chatActs)[Name]>;
      const reply = await act(user, told);
      return { reply, turns: user.turns.slice(turnsBefore) };
    });
  };
  chatAct('say', (user, { text }) => user.say(text));
  chatAct('follow', (user) => user.follow());
  chatAct('tap', (user, { target }) => user.tap(target));
  chatAct('scan', (user, { content }) => user.scan(content));
  chatAct('picture', (user) => user.picture());

  router.get('/api/clock', (_request, response) => {
    response.json({ now: clock.now() });
  });
  post('/api/clock', (request) => {
    const { iso } = newTime.parse(request.body);
    clock.set(iso === 'now' ? Date.now() : Date.parse(iso));
    return { now: clock.now() };
  });
  router.get('/api/samples', async (_request, response) => {
    response.json(await samples());
  });
  router.use(express.static(page, { etag: false, cacheControl: false }));
  return router;
}

function callView(id: string, call: TwilioCall, turnsBefore: number, heard: readonly Heard[]) {
  return { id, state: call.state, heard, listens: call.listens, turns: call.turns.slice(turnsBefore) };
}

/** What went wrong, in a sentence for the page. */
function explain(error: unknown, response: Response): void {
  if (error instanceof z.ZodError) response.status(400).json({ error: '这个请求的内容不对。' });
  else if (error instanceof Bounded.Unknown)
    response.status(404).json({ error: '这次通话或会话已经不在了，请重新开始。' });
  else if (error instanceof ProviderRefusal)
    response.status(409).json({ error: `通信服务商不会接受：${error.message}` });
  else throw error;
}
