import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { Bounded } from './bounded.js';
import { ProviderRefusal } from './refusal.js';

/** What the page sends: the call or chat that it means, where it means one, and what is to be done. */
export interface Posted {
  readonly id: string;
  readonly body: unknown;
}

/** Adds an address to which the page posts, and what is answered there, as JSON. */
export type Post = (path: string, answer: (posted: Posted) => Promise<unknown> | unknown) => void;

/** So many calls, and so many chats, are held at once. */
export const maxHeld = 200;

/** Words that somebody says or writes. */
export const spoken = z.string().max(2000);

/** @returns how addresses are added to a router; what is wrong with a request is told in a sentence */
export function postsTo(router: Router): Post {
  const json = express.json({ limit: '16kb' });
  return (path, answer) => {
    router.post(path, json, async ({ params, body }, response) => {
      try {
        response.json(await answer({ id: String(params.id), body }));
      } catch (error) {
        explain(error, response);
      }
    });
  };
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
