import type { Api } from '../api.js';
import { caching, jsonRoute, type Route } from '../route.js';
import { keysAnswer } from '../shapes.js';

export function keyRoutes(api: Api): readonly Route[] {
  return [
    jsonRoute({
      path: '/keys',
      operationId: 'listKeys',
      summary:
        'The public keys that stickers (标贴) are signed with, the oldest first, and how far each is to be believed',
      parameters: {},
      refusals: [],
      shape: keysAnswer,
      cache: caching.asked,
      answer: () => ({ keys: [...api.parts.stickerKeys().values()] }),
    }),
  ];
}
