import type { Reply } from './reply.js';

/**
 * All that is said in a chat, one thing below another.
 * @example wordsOf([{ verb: 'say', words: '您好。' }, { verb: 'end', words: '再见。' }]) // '您好。\n\n再见。'
 */
export function wordsOf(replies: readonly Reply[]): string {
  return replies
    .map((reply) => reply.words)
    .filter((part) => part.trim() !== '')
    .join('\n\n');
}
