import { containerCheckDigit, usccCheckCharacter, vinCheckDigit } from './check-digits.js';

/** What is wrong with an identifier: how many characters it has, which ones, in which order, or its check digit. */
export type IdentifierProblem = 'length' | 'alphabet' | 'shape' | 'check-digit';

/**
 * What a validator found. Each reader words it for itself: the importer for an operator, the dialogue for a caller.
 * `given` is the number of characters that arrived, spaces and hyphens not counted.
 */
export type IdentifierResult =
  | { readonly ok: true; readonly value: string; readonly warning?: 'check-digit' }
  | { readonly ok: false; readonly problem: IdentifierProblem; readonly given: number; readonly expected?: string };

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
  /** Whether its length and characters are all there is to check. */
  readonly isPlain: boolean;
  /** How it is printed, in groups of so many characters; in fours when absent. */
  readonly groups?: readonly number[];
  /** How long one nearly always is, where its length is not fixed. */
  readonly usualLength?: number;
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

/** What an identifier is checked for besides its length and its characters. */
interface MoreRules {
  /** The order in which letters and digits stand. */
  readonly shape?: RegExp;
  /** The place of the check digit, counted from 0, and what should stand there. */
  readonly checkDigit?: { readonly place: number; readonly expected: (value: string) => string };
  /** Whether a wrong check digit is an error; else it is a warning, since genuine ones fail it. */
  readonly isStrict?: boolean;
}

function kind(lengths: readonly [min: number, max: number], alphabet: string, rules: MoreRules = {}): IdentifierKind {
  const [minLength, maxLength] = lengths;
  const { shape, checkDigit, isStrict = false } = rules;
  const lettersToo = new RegExp(`^[${alphabet}]*$`);
  const keysOnly = /^[0-9]*$/;
  return {
    minLength,
    maxLength,
    alphabet,
    isPlain: !shape && !checkDigit,
    check(text, { letters }) {
      const value = normaliseIdentifier(text);
      const given = value.length < 256 ? [...value].length : value.length;
      if (!(letters ? lettersToo : keysOnly).test(value)) return { ok: false, problem: 'alphabet', given };
      if (given < minLength || given > maxLength) return { ok: false, problem: 'length', given };
      // Keys of a telephone hide the letters that the rest is reckoned from.
      if (!letters) return { ok: true, value };
      if (shape && !shape.test(value)) return { ok: false, problem: 'shape', given };
      const expected = checkDigit?.expected(value);
      if (!checkDigit || expected === undefined || value.charAt(checkDigit.place) === expected)
        return { ok: true, value };
      return isStrict
        ? { ok: false, problem: 'check-digit', given, expected }
        : { ok: true, value, warning: 'check-digit' };
    },
  };
}

const declarationNo: IdentifierKind = { ...kind([15, 15], '0-9'), groups: [6, 1, 2, 6] };
const vinAlphabet = '0-9A-HJ-NPR-Z';
const vin: IdentifierKind = {
  ...kind([17, 17], vinAlphabet, { checkDigit: { place: 8, expected: vinCheckDigit } }),
  groups: [3, 6, 8],
};
const code: IdentifierKind = { ...kind([6, 20], '0-9A-Z'), usualLength: 12 };

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
  'declaration-no': declarationNo,
  /** 报检单位登记号: may hold letters, such as `1101960H79`. */
  'registration-no': kind([10, 10], '0-9A-Z'),
  /** 车辆识别代号 (ISO 3779). */
  vin,
  /** 标签编码, printed beside the QR code of a vehicle. */
  'sticker-code': code,
  /** 瓶码, printed beside the QR code of a bottle. */
  'bottle-code': code,
  'vin-or-sticker': vinOrSticker,
  /** 集装箱号 (ISO 6346): owner 3 letters, category U, J or Z, 6 digits, check digit. */
  'container-no': kind([11, 11], '0-9A-Z', {
    shape: /^[A-Z]{3}[UJZ][0-9]{7}$/,
    checkDigit: { place: 10, expected: containerCheckDigit },
    isStrict: true,
  }),
  /** 统一社会信用代码 (GB 32100-2015); some early genuine codes fail the check. */
  uscc: kind([18, 18], '0-9A-HJ-NPQRTUWXY', { checkDigit: { place: 17, expected: usccCheckCharacter } }),
  /** 通关单号. */
  'clearance-no': kind([18, 18], '0-9A-Z'),
  /** 管理体系认证证书编号: body 3, year 2, scheme letter, serial, reissue, size letter, such as `03410Q10286R0S`. */
  'certificate-no': kind([10, 20], '0-9A-Z', { shape: /^[0-9]{3}[0-9]{2}[A-Z]+[0-9]+R[0-9]+[A-Z]?$/ }),
  /** HS编码: 6 to 10 digits. */
  'hs-code': kind([6, 10], '0-9'),
} as const satisfies Record<string, IdentifierKind>;

export type IdentifierKindName = keyof typeof identifierKinds;

export function isIdentifierKindName(name: string): name is IdentifierKindName {
  return Object.hasOwn(identifierKinds, name);
}
