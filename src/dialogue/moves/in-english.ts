import { heardInEnglish } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';

/** Chinese people write with more than this of their own characters. */
const anyLatin = /[a-z]{2}|[\u3040-\u30ff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\uac00-\ud7af]/i;

/** Whoever writes English, or another language, is answered in English. What they write for people, and what names a record, is left as it is. */
export function speaksEnglish({ heard, content, conversation: { place } }: TurnContext): Move | null {
  const isForPeople = place.at === 'question' || place.at === 'message' || place.at === 'callback';
  if (!content.english || !heard || isForPeople || !anyLatin.test(heard.text)) return null;
  const found = heardInEnglish(heard, content.english);
  return found && { kind: 'english', answer: found.answer };
}
