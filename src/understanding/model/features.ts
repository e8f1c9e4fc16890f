import type { Characters } from './characters.js';

/** So much of a message tells what it is about; what comes after is not looked at. */
const longest = 400;
/** Syllables as signs of their own, in the private area that no message keeps after it was normalised. */
const syllables = 0xe000;
/** More features than any text has. */
export const mostFeatures = 4 * longest + 3;
/** Where words begin to be numbered: below are single characters, by their codes. */
const firstWord = 0x10000;
/** More than any unit's number. */
const numbers = 2 ** 20;
const beginning = '^'.charCodeAt(0);
const end = '$'.charCodeAt(0);

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
const foreignWords = '$foreign';
const fewestWords = 3;
const hanOrKana = /[\p{Script=Han}\p{N}#]/u;

/** Units of more than one character, numbered: a unit of one is numbered by its code. */
export class Words {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(private readonly list: readonly string[]) {
    this.numbers = new Map(list.map((word, index) => [word, firstWord + index]));
  }

  /** @returns all of these texts, each once */
  static of(texts: readonly string[]): Words {
    return new Words([...new Set([...texts.flatMap(unitsOf).filter((one) => one.length > 1), foreignWords])].sort());
  }

  /** @returns undefined for a word that is not among these */
  numberOf(one: string): number | undefined {
    return one.length === 1 ? one.charCodeAt(0) : this.numbers.get(one);
  }

  /** A number that none of these has. */
  get next(): number {
    return firstWord + this.list.length;
  }

  nameOf(number: number): string {
    return number < firstWord ? String.fromCharCode(number) : (this.list[number - firstWord] ?? '');
  }
}

/** A text's units by their numbers, and whether it is of another language. */
export interface NumberedText {
  readonly units: readonly number[];
  readonly isForeign: boolean;
}

/** The same as `unitsOf`, as numbers: words that are not known have numbers of their own, good for this text. */
export function numberedUnits(text: string, words: Words): NumberedText {
  const units: number[] = [];
  const others: string[] = [];
  const read = Math.min(text.length, longest);
  let isForeign = true;
  for (let at = 0; at < read; ) {
    const code = text.charCodeAt(at);
    if (isHan(code)) {
      units.push(code);
      isForeign = false;
      at++;
      continue;
    }
    const from = at;
    while (at < read && !isHan(text.charCodeAt(at))) at++;
    for (const one of unitsOf(text.slice(from, at))) {
      units.push(words.numberOf(one) ?? words.next + placeIn(others, one));
      isForeign &&= !hanOrKana.test(one);
    }
  }
  return { units, isForeign: isForeign && units.length >= fewestWords };
}

function placeIn(list: string[], one: string): number {
  const place = list.indexOf(one);
  return place < 0 ? list.push(one) - 1 : place;
}

/** Nothing stands before: the feature is a unit alone. */
export const alone = 0;

/**
 * Calls `visit` with each feature of a text, as often as it is there: its units and their pairs, and the same of their sounds, so
 * that a homophone, as speech recognition and input methods make them, still has half of what the right character has.
 * @param visit a unit with the one before it, or `alone`
 */
export function eachFeature(
  { units, isForeign }: NumberedText,
  { syllable }: Characters,
  words: Words,
  visit: (before: number, unit: number) => void,
): void {
  let before = beginning;
  let soundBefore = beginning;
  for (const unit of units) {
    const sound = soundOf(unit, syllable);
    visit(alone, unit);
    visit(before, unit);
    if (sound !== unit || soundBefore !== before) {
      if (sound !== unit) visit(alone, sound);
      visit(soundBefore, sound);
    }
    before = unit;
    soundBefore = sound;
  }
  visit(before, end);
  if (soundBefore !== before) visit(soundBefore, end);
  if (isForeign) visit(alone, words.numberOf(foreignWords) ?? words.next + longest);
}

/** How a unit sounds, where it is one character that has a sound; else itself. */
function soundOf(unit: number, syllable: Uint16Array): number {
  const number = unit < firstWord ? (syllable[unit] as number) : 0;
  return number === 0 ? unit : syllables + number;
}

/** One number for a feature. */
export function keyOf(before: number, unit: number): number {
  return before * numbers + unit;
}

/** The unit of a feature, and the one before it. */
export function partsOf(key: number): readonly [before: number, unit: number] {
  return [Math.floor(key / numbers), key % numbers];
}

/** How a feature is written in a kept model: 检, or 检 疫. */
export function nameOfFeature(key: number, words: Words): string {
  const [before, unit] = partsOf(key);
  return before === alone ? words.nameOf(unit) : `${words.nameOf(before)} ${words.nameOf(unit)}`;
}
