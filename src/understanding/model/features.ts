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
 * @example unitsOf('3c认证 要5天') // ['3c', '认', '证', '要', '#', '天']
 */
export function unitsOf(text: string): string[] {
  const units = text.slice(0, longest).match(unit) ?? [];
  return units.map((one) => (isHan(one.charCodeAt(0)) || !/^\p{N}+$/u.test(one) ? one : '#'));
}

/** Whether a code is of the block that nearly all Chinese text is of: no numbers are there. */
function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
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
export function featuresOf(text: string, characters: Characters): Map<string, number> {
  const counts = new Map<string, number>();
  eachFeature(text, characters, (feature) => {
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  });
  return counts;
}

/** Calls `visit` with each feature, as often as it is there. */
export function eachFeature(text: string, { syllable }: Characters, visit: (feature: string) => void): void {
  const units = unitsOf(text);
  let before = '^';
  let soundBefore = '^';
  for (const unit of units) {
    const sound = soundOf(unit, syllable);
    visit(unit);
    visit(`${before} ${unit}`);
    if (sound !== unit || soundBefore !== before) {
      if (sound !== unit) visit(sound);
      visit(`${soundBefore} ${sound}`);
    }
    before = unit;
    soundBefore = sound;
  }
  visit(`${before} $`);
  if (soundBefore !== before) visit(`${soundBefore} $`);
  if (units.length >= fewestWords && !units.some((one) => hanOrKana.test(one))) visit(foreignWords);
}

/** How a unit sounds, where it is one character that has a sound; else itself. */
function soundOf(unit: string, syllable: Uint16Array): string {
  const number = unit.length === 1 ? (syllable[unit.charCodeAt(0)] ?? 0) : 0;
  return number === 0 ? unit : String.fromCharCode(syllables + number);
}
