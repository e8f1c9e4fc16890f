import type { Characters } from './characters.js';

/** So much of a message tells what it is about; what comes after is not looked at. */
const longest = 400;
/** Syllables as signs of their own, in the private area that no message keeps after it was normalised. */
const syllables = 0xe000;

const single = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
const unit = new RegExp(`[${single}]|(?:(?![${single}])[\\p{L}\\p{N}])+`, 'gu');

/**
 * Cuts a normalised text into units: a Han character, kana or hangul is one, and so is a word in Latin or Cyrillic letters, or
 * a number (`#`, since which number says little). Signs between them are left out.
 */
export function unitsOf(text: string): string[] {
  const units = text.slice(0, longest).match(unit) ?? [];
  return units.map((one) => (/^\p{N}+$/u.test(one) ? '#' : one));
}

/** Several words and no Chinese: in which language says more than which words. */
export const foreignWords = '$foreign';
const fewestWords = 3;
const hanOrKana = /[\p{Script=Han}\p{N}#]/u;

/**
 * What a classifier sees of a text: its units and their pairs, and the same of their sounds, so that a homophone, as speech
 * recognition and input methods make them, still has half of what the right character has.
 * @returns each feature with how often it is there
 */
export function featuresOf(text: string, { syllable }: Characters): Map<string, number> {
  const units = unitsOf(text);
  const sounds = units.map((unit) => {
    const number = unit.length === 1 ? (syllable[unit.charCodeAt(0)] ?? 0) : 0;
    return number === 0 ? unit : String.fromCharCode(syllables + number);
  });
  const counts = new Map<string, number>();
  const add = (feature: string): void => {
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  };
  for (let place = 0; place <= units.length; place++) {
    const unit = units[place] ?? '$';
    const sound = sounds[place] ?? '$';
    const before = units[place - 1] ?? '^';
    const soundBefore = sounds[place - 1] ?? '^';
    if (place < units.length) add(unit);
    add(`${before} ${unit}`);
    if (sound === unit && soundBefore === before) continue;
    if (place < units.length && sound !== unit) add(sound);
    add(`${soundBefore} ${sound}`);
  }
  if (units.length >= fewestWords && !units.some((one) => hanOrKana.test(one))) add(foreignWords);
  return counts;
}
