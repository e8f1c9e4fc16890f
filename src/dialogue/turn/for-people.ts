import type { Place } from '../../domain/conversation/conversation.js';

/** Where somebody is asked for words, or has a colleague: all that they write there is for people. */
export const forPeople: ReadonlySet<Place['at']> = new Set([
  'question',
  'message',
  'colleague',
  'callback',
  'handoff',
  'waiting',
]);
