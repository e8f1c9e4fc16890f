import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { z } from 'zod';
import { callRoutes } from './call-routes.js';
import { chatRoutes } from './chat-routes.js';
import { postsTo } from './posts.js';
import type { TwilioAccount } from './twilio-call.js';
import type { WechatAccount } from './wechat-user.js';

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

const newTime = z.strictObject({ iso: z.union([z.literal('now'), z.iso.datetime({ offset: true })]) });

/** The simulator: a page with a telephone and a chat, and the stand-ins that drive the real webhooks for it. */
export function simulatorRouter({ deliverTo, publicBaseUrl, secrets, clock, samples }: SimulatorDependencies): Router {
  const router = express.Router();
  const post = postsTo(router);
  const addresses = { deliverTo, publicBaseUrl };
  callRoutes(post, { ...addresses, ...secrets.twilio });
  chatRoutes(post, { ...addresses, ...secrets.wechat }, () => clock.now());
  router.get('/api/clock', (_request, response) => {
    response.json({ now: clock.now() });
  });
  post('/api/clock', ({ body }) => {
    const { iso } = newTime.parse(body);
    clock.set(iso === 'now' ? Date.now() : Date.parse(iso));
    return { now: clock.now() };
  });
  router.get('/api/samples', async (_request, response) => {
    response.json(await samples());
  });
  router.use(express.static(page, { etag: false, cacheControl: false }));
  return router;
}
