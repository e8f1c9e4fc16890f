import { type IdentifierKind, type IdentifierKindName, identifierKinds, normaliseIdentifier } from './identifiers.js';
import { isSurelyPersonal } from './personal.js';

/** What is wrong with what somebody typed for an identifier, in terms that can be said to them. Places count from 1. */
export type Slip =
  | { readonly kind: 'empty' }
  /** It is their telephone or identity number. */
  | { readonly kind: 'personal' }
  /** It holds a character that the identifier never does. */
  | { readonly kind: 'character'; readonly place: number; readonly character: string }
  | {
      readonly kind: 'length';
      readonly given: number;
      readonly shortest: number;
      readonly longest: number;
      /** As it was typed, in the groups in which it is printed. */
      readonly grouped: string;
    };

/** A letter that was read as the digit it is mistaken for. */
export interface Mended {
  readonly place: number;
  readonly letter: string;
  readonly digit: string;
}

export type Entry =
  | { readonly ok: true; readonly value: string; readonly mended: readonly Mended[] }
  | { readonly ok: false; readonly value: string; readonly slip: Slip };

/** What is taken for a digit where no letter can stand; in a VIN these three never do (ISO 3779). */
const digitLike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const digitLikeInVin: Readonly<Record<string, string>> = { O: '0', I: '1', Q: '0' };
const vinLength = 17;

/**
 * Reads what somebody typed when they were asked for an identifier. A letter O among digits can only be meant as 0: it is read so,
 * and named, so that they can be told.
 *
 * @param letters false on a telephone, which has none
 * @example readEntry('declaration-no', '12O000116000001', true) // ok, 120000116000001, mended: place 3, O read as 0
 * @example readEntry('declaration-no', '12000011600001', true) // length: 14 of 15, grouped 120000 1 16 00001
 */
export function readEntry(name: IdentifierKindName, text: string, letters: boolean): Entry {
  const typed = normaliseIdentifier(text);
  if (typed === '') return { ok: false, value: '', slip: { kind: 'empty' } };
  if (isSurelyPersonal(typed)) return { ok: false, value: '', slip: { kind: 'personal' } };
  const kind: IdentifierKind = identifierKinds[name];
  const mended = letters ? digitsFor(name, kind, typed) : [];
  const value = withDigits(typed, mended);
  const checked = kind.check(value, { letters });
  if (checked.ok) return { ok: true, value: checked.value, mended };
  const strange = strangeIn(value, kind, letters);
  if (strange) return { ok: false, value: typed, slip: strange };
  const { minLength: shortest, maxLength: longest } = kind;
  const given = [...typed].length;
  return { ok: false, value, slip: { kind: 'length', given, shortest, longest, grouped: inGroups(typed, kind) } };
}

/** @example inGroups('120000116000001', identifierKinds['declaration-no']) // '120000 1 16 000001' */
function inGroups(value: string, { groups = [] }: Pick<IdentifierKind, 'groups'>): string {
  const parts: string[] = [];
  let from = 0;
  for (const length of groups) {
    if (from < value.length) parts.push(value.slice(from, from + length));
    from += length;
  }
  if (groups.length === 0) return value.match(/.{1,4}/gsu)?.join(' ') ?? '';
  if (from < value.length) parts.push(value.slice(from));
  return parts.join(' ');
}

function digitsFor(name: IdentifierKindName, kind: IdentifierKind, typed: string): readonly Mended[] {
  const isVin = name === 'vin' || (name === 'vin-or-sticker' && typed.length === vinLength);
  if (!isVin && kind.alphabet !== '0-9' && !isCodeOfDigits(name, typed)) return [];
  const digits = isVin ? digitLikeInVin : digitLike;
  return [...typed].flatMap((letter, index) => {
    const { [letter]: digit } = digits;
    return digit === undefined ? [] : [{ place: index + 1, letter, digit }];
  });
}

/** A code may hold letters; of the usual length, with one or two that are mistaken for digits and no other, it holds none. */
function isCodeOfDigits(name: IdentifierKindName, typed: string): boolean {
  const { usualLength }: IdentifierKind = identifierKinds[name === 'vin-or-sticker' ? 'sticker-code' : name];
  return typed.length === usualLength && /^(?:\d*[OIL]){1,2}\d*$/.test(typed);
}

function withDigits(typed: string, mended: readonly Mended[]): string {
  if (mended.length === 0) return typed;
  const characters = [...typed];
  for (const { place, digit } of mended) characters[place - 1] = digit;
  return characters.join('');
}

function strangeIn(value: string, { alphabet }: IdentifierKind, letters: boolean): Slip | null {
  const allowed = new RegExp(`^[${letters ? alphabet : '0-9'}]$`);
  const characters = [...value];
  const index = characters.findIndex((character) => !allowed.test(character));
  return index < 0 ? null : { kind: 'character', place: index + 1, character: characters[index] ?? '' };
}

/** What makes a number doubtful that was taken as it is, and that nothing was found under. */
export type Doubt =
  | { readonly kind: 'usual-length'; readonly given: number; readonly usual: number }
  | { readonly kind: 'vin-length'; readonly given: number }
  /** Place 9 of a VIN does not fit the others; genuine European ones may fail it, so it is no mistake by itself. */
  | { readonly kind: 'check-digit' };

/**
 * @param value as a form took it
 * @returns null when it looks right
 * @example doubtOf('vin-or-sticker', 'JTEBU5JR6G500329', true) // { kind: 'vin-length', given: 16 }
 */
export function doubtOf(name: IdentifierKindName, value: string, letters: boolean): Doubt | null {
  const { length } = value;
  if (name === 'vin' || name === 'vin-or-sticker') {
    if (length === vinLength) {
      const checked = identifierKinds.vin.check(value, { letters });
      return checked.ok && checked.warning === 'check-digit' ? { kind: 'check-digit' } : null;
    }
    if (length !== identifierKinds['sticker-code'].usualLength) return { kind: 'vin-length', given: length };
    return null;
  }
  const { usualLength }: IdentifierKind = identifierKinds[name];
  return usualLength === undefined || usualLength === length
    ? null
    : { kind: 'usual-length', given: length, usual: usualLength };
}
