import type { Verb } from '../twiml.js';

/** What somebody hears on a telephone, or what happens on their line. */
export type Heard =
  | { readonly kind: 'says'; readonly words: string }
  | { readonly kind: 'plays'; readonly url: string }
  | { readonly kind: 'rings'; readonly targets: readonly string[] }
  | { readonly kind: 'whispers'; readonly words: string }
  | { readonly kind: 'bridged' }
  | { readonly kind: 'records'; readonly maxSeconds: number }
  /** A telephone that was not picked up rings no more. */
  | { readonly kind: 'stops-ringing' }
  | { readonly kind: 'hangs-up' };

/** @returns what is heard of verbs that say or play something */
export function heardOf(verbs: readonly Verb[]): Heard[] {
  return verbs.flatMap((verb): Heard[] => {
    if (verb.name === 'Say') return [{ kind: 'says', words: verb.text }];
    return verb.name === 'Play' ? [{ kind: 'plays', url: verb.text.trim() }] : [];
  });
}

/** How fast a voice speaks Chinese. */
const syllablesPerMinute = 267;
/** A recording is as long as what it stands for, which nobody knows here. */
const playedMs = 3_000;

/**
 * How long it takes to say that, in ms: a Chinese character is a syllable, and so is a digit; a word of Latin letters counts as two.
 * @example durationOf([{ name: 'Say', text: '您好，请按零', … }]) // 5 syllables: 1,124 ms
 */
export function durationOf(verbs: readonly Verb[]): number {
  return verbs.reduce((sum, { name, attributes, text }) => {
    if (name === 'Say') return sum + (syllables(text) / syllablesPerMinute) * 60_000;
    if (name === 'Pause') return sum + Number(attributes.length ?? '1') * 1_000;
    return name === 'Play' ? sum + playedMs : sum;
  }, 0);
}

/** @example syllables('您好，请按 0') // 5 */
export function syllables(text: string): number {
  const characters = text.match(/[\p{Script=Han}\d]/gu)?.length ?? 0;
  return characters + 2 * (text.match(/[a-z]+/gi)?.length ?? 0);
}
