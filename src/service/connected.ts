import { noteTalk } from '../cases/note-talk.js';
import { word } from '../content/wording.js';
import type { Connected } from '../domain/callbacks/callback.js';
import type { Content } from '../domain/content/content.js';
import { sentence } from '../domain/language/phrases.js';
import type { Store } from '../domain/store.js';

/** @returns what settles a call back and notes the talk in its case, in the words of the content in force */
export function connectedIn(
  { callbacks, cases }: Pick<Store, 'callbacks' | 'cases'>,
  content: () => Content,
): Connected {
  return async (caseNo, { at, by, ...why }) => {
    if (!(await callbacks.settle(caseNo, { state: 'connected', at, ...why }))) return false;
    const words = word(content(), 'text', sentence('case.talked'));
    await noteTalk(cases, caseNo, { at, by, words }, content().cases);
    return true;
  };
}
