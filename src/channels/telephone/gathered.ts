import type { Input } from '../../domain/conversation/turn.js';

/** What a telephone brought when it was asked for keys or words. */
export interface Gathered {
  readonly keys: string;
  readonly words: string;
  /** The recogniser's, from 0 to 1; null where it gives none. */
  readonly confidence: number | null;
}

/**
 * Reads what was gathered: keys (some telephones send A-D too), else words, else silence. `#` ends an input and is no
 * part of it, except where it is pressed alone. Words of which nobody says how surely they were heard count as heard.
 * @example '12#' are the keys 12; '#' and '##' are the key #; no keys and no words are a silence
 */
export function gathered({ keys: pressed, words, confidence }: Gathered): Input {
  const keys = pressed.replace(/[^0-9A-D*#]/g, '');
  if (keys !== '') return { kind: 'keys', keys: keys.length > 1 ? keys.replace(/#+$/, '') || '#' : keys };
  const text = words.trim();
  if (text === '') return { kind: 'silence' };
  return { kind: 'speech', text, confidence: confidence !== null && Number.isFinite(confidence) ? confidence : 1 };
}
