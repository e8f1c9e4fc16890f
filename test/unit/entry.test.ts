import { describe, expect, test } from 'vitest';
import { doubtOf, readEntry } from '../../src/domain/identifiers/entry.js';
import { identifierKinds } from '../../src/domain/identifiers/identifiers.js';
import { isSurelyPersonal, personalNumber } from '../../src/domain/identifiers/personal.js';
import { seeded } from '../../src/understanding/model/seeded-random.js';

/** Each kind that a form asks for, with what one looks like. */
const valid = {
  'declaration-no': () => `${digits(6)}${digits(1)}${digits(2)}${digits(6)}`,
  'registration-no': () => characters(10),
  'vin-or-sticker': () => '1M8GDM9AXKP042788',
  'bottle-code': () => digits(12),
} as const;
const kinds = Object.keys(valid) as (keyof typeof valid)[];

const random = seeded(7);
const below = (n: number) => Math.floor(random() * n);
const digits = (n: number) =>
  Array.from({ length: n }, (_, place) => String(place === 0 ? 2 + below(8) : below(10))).join('');
const characters = (n: number) => Array.from({ length: n }, () => 'ABCDEFGH23456789'.charAt(below(16))).join('');

/** One slip of the finger: a character left out, typed twice, or another one in its place. */
function slip(text: string): string {
  const place = below(text.length);
  const other = 'OIXk0.一'.charAt(below(7));
  switch (below(3)) {
    case 0:
      return text.slice(0, place) + text.slice(place + 1);
    case 1:
      return text.slice(0, place) + text.charAt(place) + text.slice(place);
    default:
      return text.slice(0, place) + other + text.slice(place + 1);
  }
}

describe.each(kinds)('a slip in a %s', (name) => {
  test('is told truthfully: counts, places and characters are those of what was typed', () => {
    for (let round = 0; round < 2000; round++) {
      const typed = slip(valid[name]());
      const upper = [...typed.normalize('NFKC').toUpperCase()];
      const entry = readEntry(name, typed, true);
      if (entry.ok) {
        expect(identifierKinds[name].check(entry.value, { letters: true }).ok, typed).toBe(true);
        expect(entry.value.length, typed).toBe(upper.length);
        const mended = new Map(entry.mended.map(({ place, letter }) => [place, letter]));
        upper.forEach((character, index) => {
          const { [index]: now } = [...entry.value];
          expect(mended.get(index + 1) ?? now, typed).toBe(character);
        });
        continue;
      }
      const { slip: told } = entry;
      if (told.kind === 'length') {
        expect(told.given, typed).toBe(upper.length);
        expect(told.given < told.shortest || told.given > told.longest, typed).toBe(true);
        expect(told.grouped.replaceAll(' ', ''), typed).toBe(upper.join(''));
      } else if (told.kind === 'character') {
        expect(upper[told.place - 1], typed).toBe(told.character);
        expect(new RegExp(`[${identifierKinds[name].alphabet}]`).test(told.character), typed).toBe(false);
      } else expect(told.kind === 'personal' && isSurelyPersonal(upper.join('')), typed).toBe(true);
    }
  });
});

test.each([
  ['declaration-no', '12O000116000001', '120000116000001', [{ place: 3, letter: 'O', digit: '0' }]],
  ['declaration-no', 'l20000116000001', '120000116000001', [{ place: 1, letter: 'L', digit: '1' }]],
  [
    'vin-or-sticker',
    'JTEBU5JR6G5OO3291',
    'JTEBU5JR6G5003291',
    [12, 13].map((place) => ({ place, letter: 'O', digit: '0' })),
  ],
  [
    'bottle-code',
    '4O933458527l',
    '409334585271',
    [
      { place: 2, letter: 'O', digit: '0' },
      { place: 12, letter: 'L', digit: '1' },
    ],
  ],
  ['vin-or-sticker', '22I865233729', '221865233729', [{ place: 3, letter: 'I', digit: '1' }]],
  ['bottle-code', 'OOO334585274', 'OOO334585274', []],
  ['registration-no', '1101960O79', '1101960O79', []],
] as const)('in a %s, %s can only be meant as %s', (name, typed, value, mended) => {
  expect(readEntry(name, typed, true)).toEqual({ ok: true, value, mended });
});

describe("somebody's own number is none of the bureau's", () => {
  test.each([
    ['11010519491231002X', 'identity-no'],
    ['440524188001010014', null],
    ['440524198001010014', 'identity-no'],
    ['13800138000', 'telephone'],
    ['02265661890', 'telephone'],
    ['120000116000001', null],
    ['91120116MA05X2RT1C', null],
  ])('%s is %s', (value, kind) => expect(personalNumber(value)).toBe(kind));

  test('it is refused wherever one is asked for', () => {
    for (const name of kinds) {
      expect(readEntry(name, '11010519491231002x', true)).toEqual({ ok: false, value: '', slip: { kind: 'personal' } });
    }
  });
});

test.each([
  ['vin-or-sticker', 'JTEBU5JR6G500329', { kind: 'vin-length', given: 16 }],
  ['vin-or-sticker', 'JTEBU5JR7G5003291', { kind: 'check-digit' }],
  ['vin-or-sticker', 'JTEBU5JR6G5003291', null],
  ['vin-or-sticker', '221865233729', null],
  ['bottle-code', '40933458527', { kind: 'usual-length', given: 11, usual: 12 }],
  ['declaration-no', '120000116000001', null],
] as const)('of a %s that was not found, %s is doubted so: %j', (name, value, doubt) => {
  expect(doubtOf(name, value, true)).toEqual(doubt);
});
