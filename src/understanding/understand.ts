import type { Content, Intent } from '../domain/menu.js';
import { normalise } from './normalise.js';

/** What a message was taken to mean. */
export interface Understood {
  readonly intent: Intent;
  /** Whether the message says more than the saying it was known by, enough to be a question in itself. */
  readonly saysMore: boolean;
}

const fillers = 6;

/**
 * Finds the intent whose longest saying stands in the message.
 * @returns null when none does
 */
export function understand(text: string, content: Content): Understood | null {
  const words = plain(text);
  let best: { intent: Intent; length: number } | null = null;
  for (const intent of content.intents) {
    for (const saying of intent.sayings) {
      const length = plain(saying).length;
      if (length > (best?.length ?? 0) && words.includes(plain(saying))) best = { intent, length };
    }
  }
  return best && { intent: best.intent, saysMore: words.length - best.length > fillers };
}

/** Whether the message is one of the sayings and nothing else. */
export function isSaying(text: string, content: Content): boolean {
  const words = plain(text);
  return content.intents.some((intent) => intent.sayings.some((saying) => plain(saying) === words));
}

function plain(text: string): string {
  return normalise(text.slice(0, 2000))
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');
}
