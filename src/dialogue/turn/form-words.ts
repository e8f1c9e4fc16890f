import type { FormField } from '../../domain/content/content.js';
import { type Entry, type Mended, readEntry, type Slip } from '../../domain/identifiers/entry.js';
import { type IdentifierKind, identifierKinds, isIdentifierKindName } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';

/** @returns what somebody entered in a field, or what is wrong with it */
export function entryFor(field: FormField, given: string, letters: boolean): Entry {
  return readEntry(kindOf(field), given, letters);
}

/** Says what is wrong with an entry: what was read, and what would be right. */
export function slipWords({ title, is }: FormField, slip: Slip): Sentence {
  switch (slip.kind) {
    case 'empty':
      return sentence('form.empty', { title });
    case 'personal':
      return sentence('form.personal', { title });
    case 'character': {
      const { place, character } = slip;
      const isDigitsOnly = kindCalled(is).alphabet === '0-9';
      return sentence(isDigitsOnly ? 'form.digits-only' : 'form.letters-too', { title, place, character });
    }
    case 'length': {
      const { given, shortest, longest, grouped } = slip;
      if (shortest === longest) return sentence('form.length', { given, grouped, title, wanted: shortest });
      return sentence('form.range', { given, grouped, title, from: shortest, to: longest });
    }
  }
}

/** Says which letters were read as digits: 第 3、7 位是字母 O. */
export function mendedWords({ title }: FormField, mended: readonly Mended[]): readonly Sentence[] {
  const letters = [...new Set(mended.map(({ letter }) => letter))];
  return letters.map((letter) => {
    const same = mended.filter((one) => one.letter === letter);
    const places = same.map(({ place }) => place).join('、');
    return sentence('form.mended', { title, places, letter, digit: same[0]?.digit ?? '' });
  });
}

/** How long an entry is, where it has one length only; null else. */
export function fixedLength(field: FormField): number | null {
  const { minLength, maxLength } = kindCalled(field.is);
  return minLength === maxLength ? minLength : null;
}

function kindOf({ is }: FormField): keyof typeof identifierKinds {
  if (!isIdentifierKindName(is)) throw new Error(`"${is}" is no kind of identifier`);
  return is;
}

function kindCalled(is: string): IdentifierKind {
  if (!isIdentifierKindName(is)) throw new Error(`"${is}" is no kind of identifier`);
  return identifierKinds[is];
}
