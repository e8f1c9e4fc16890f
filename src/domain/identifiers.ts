/** What is wrong with an identifier: how many characters it has, or which ones. */
export type IdentifierProblem = 'length' | 'alphabet';

/**
 * What a validator found. Each reader words it for itself: the importer for an operator, the dialogue for a caller.
 * `given` is the number of characters that arrived, spaces and hyphens not counted.
 */
export type IdentifierResult =
  | { readonly ok: true; readonly value: string; readonly warning?: 'check-digit' }
  | { readonly ok: false; readonly problem: IdentifierProblem; readonly given: number };

export interface IdentifierOptions {
  /** False on a telephone, which has no letters: then only digits are taken, and they are the keypad signature. */
  readonly letters: boolean;
}

/** One kind of identifier: the lengths it may have, its alphabet, and how it is checked. */
export interface IdentifierKind {
  readonly minLength: number;
  readonly maxLength: number;
  /** The characters it is made of, such as `0-9A-Z`. */
  readonly alphabet: string;
  /** @param text as it was typed or read; it is normalised first */
  check(text: string, options: IdentifierOptions): IdentifierResult;
}

const keyOfLetter: Readonly<Record<string, string>> = Object.fromEntries(
  ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((letters, key) =>
    [...letters].map((letter) => [letter, String(key)]),
  ),
);

/** @returns the text in NFKC and upper case, without spaces, hyphens and invisible characters */
export function normaliseIdentifier(text: string): string {
  if (/^[0-9A-Z]*$/.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
    .toUpperCase();
}

/**
 * The digits somebody presses for an identifier on a telephone (E.161): A-C on 2 … P-S on 7, T-V on 8, W-Z on 9.
 * @returns `1101960479` for `1101960H79`; a character without a key stays as it is
 */
export function keypadSignature(text: string): string {
  return normaliseIdentifier(text).replace(/[A-Z]/g, (letter) => keyOfLetter[letter] ?? letter);
}

/**
 * Whether the check digit in place 9 fits (49 CFR 565). It is advisory: genuine European VINs fail it.
 * @param vin 17 of [0-9A-HJ-NPR-Z]
 */
export function isVinCheckDigitRight(vin: string): boolean {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
  const sum = weights.reduce((total, weight, place) => total + weight * (values.indexOf(vin.charAt(place)) % 10), 0);
  return vin.charAt(8) === '0123456789X'.charAt(sum % 11);
}

function kind(
  lengths: readonly [min: number, max: number],
  alphabet: string,
  isDoubtful?: (value: string) => boolean,
): IdentifierKind {
  const [minLength, maxLength] = lengths;
  const lettersToo = new RegExp(`^[${alphabet}]*$`);
  const keysOnly = /^[0-9]*$/;
  return {
    minLength,
    maxLength,
    alphabet,
    check(text, { letters }) {
      const value = normaliseIdentifier(text);
      const given = value.length < 256 ? [...value].length : value.length;
      if (!(letters ? lettersToo : keysOnly).test(value)) return { ok: false, problem: 'alphabet', given };
      if (given < minLength || given > maxLength) return { ok: false, problem: 'length', given };
      return letters && isDoubtful?.(value) ? { ok: true, value, warning: 'check-digit' } : { ok: true, value };
    },
  };
}

const vinAlphabet = '0-9A-HJ-NPR-Z';
const vin = kind([17, 17], vinAlphabet, (value) => !isVinCheckDigitRight(value));
const code = kind([6, 20], '0-9A-Z');

/** A vehicle by whichever number is at hand; 17 characters that can be a VIN are checked as one. */
const vinOrSticker: IdentifierKind = {
  ...code,
  check(text, options) {
    const asVin = vin.check(text, options);
    return asVin.ok ? asVin : code.check(text, options);
  },
};

/** Every kind of identifier by name; a schema names one in `yibo:is`, a form in its fields. */
export const identifierKinds = {
  /** 报检号: office 6, flow 1, year 2, serial 6. */
  'declaration-no': kind([15, 15], '0-9'),
  /** 报检单位登记号: may hold letters, such as `1101960H79`. */
  'registration-no': kind([10, 10], '0-9A-Z'),
  /** 车辆识别代号 (ISO 3779). */
  vin,
  /** 标贴码, printed beside the QR code of a vehicle. */
  'sticker-code': code,
  /** 瓶码, printed beside the QR code of a bottle. */
  'bottle-code': code,
  'vin-or-sticker': vinOrSticker,
} as const satisfies Record<string, IdentifierKind>;

export type IdentifierKindName = keyof typeof identifierKinds;

export function isIdentifierKindName(name: string): name is IdentifierKindName {
  return Object.hasOwn(identifierKinds, name);
}
