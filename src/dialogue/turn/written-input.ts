import type { Reply } from '../../domain/conversation/reply.js';

/** Waits for what is written. */
export function askFor(words: string): Reply {
  return { verb: 'ask', words, keys: { count: null, hashEnds: true, waitSeconds: 10 } };
}
