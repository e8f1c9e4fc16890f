import { type Sentence, sentence } from '../language/phrases.js';
import { localTime } from '../time/zone.js';
import { dayOfBottling, type Sticker } from './sticker.js';
import type { Verdict } from './verdict.js';

/** @returns a verdict in sentences, the last of which says what to compare or to do */
export function sayVerdict({ kind, why, code, sticker, key }: Verdict): readonly Sentence[] {
  switch (kind) {
    case 'genuine':
    case 'too-many-places':
      return sticker ? [signedSentence(sticker), ...(why === 'corrected' ? [sentence('sticker.corrected')] : [])] : [];
    case 'withdrawn':
      return [why === 'replaced' ? sentence('sticker.replaced') : sentence('sticker.withdrawn')];
    case 'key-revoked':
      return [sentence('sticker.key-revoked', { day: localTime(Date.parse(key?.revokedFrom ?? '')).day })];
    case 'unknown':
      return [sentence('sticker.unknown', { code })];
    case 'wrong-signature':
      if (why === 'malformed') return [sentence('sticker.malformed')];
      if (why === 'other-site' && sticker) return [sentence('sticker.other-site', { site: sayable(sticker.place) })];
      return [sentence('sticker.forged')];
    case 'recorded':
      return [];
  }
}

function signedSentence({ kind, subject, code }: Sticker): Sentence {
  if (kind === 'car') return sentence('sticker.car', { vin: subject });
  const day = dayOfBottling(subject);
  return day === '' ? sentence('sticker.wine-undated', { code }) : sentence('sticker.wine', { code, day });
}

/** A site as it is named, so that nobody taps it. */
function sayable(place: string): string {
  const shown = place.toLowerCase().replaceAll('.', ' . ');
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
}
