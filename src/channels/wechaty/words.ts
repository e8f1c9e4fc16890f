import type { Reply } from '../../domain/conversation/reply.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { wordsOf } from '../../domain/conversation/words-of.js';
import { legalText } from '../../domain/language/legal-text.js';

/** Replies as the text that is stored and sent. */
export function answerOf(replies: readonly Reply[]): Answer {
  return { contentType: 'text/plain; charset=utf-8', body: legalText(wordsOf(replies)) };
}

/**
 * Cuts a text that is too long for one message into several: after a line where that can be, never inside a character.
 * @param maxBytes in UTF-8, at least 4
 * @returns one text when it fits; none when there are no words
 * @example partsOf('一二\n三四', 8) // ['一二', '三四']
 */
export function partsOf(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  const put = (piece: string): void => {
    if (Buffer.byteLength(part + piece) > maxBytes) {
      parts.push(part);
      part = '';
    }
    part += piece;
  };
  for (const line of text.split(/(?<=\n)/u)) {
    for (const piece of Buffer.byteLength(line) > maxBytes ? line : [line]) put(piece);
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '');
}
