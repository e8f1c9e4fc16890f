import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inAll, ordinalsPerPiece, readBits, writeBits } from '../../src/store/shared/list-bits.js';

const few = fc.array(fc.nat(ordinalsPerPiece - 1), { maxLength: 300 });
/** So many that there is a bit for every ordinal. */
const many = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.nat(8))
  .map(([step, from]) =>
    Array.from({ length: Math.floor((ordinalsPerPiece - from) / step) }, (_, n) => from + n * step),
  );

test('ordinals are written and read, few or many', () => {
  fc.assert(
    fc.property(fc.oneof(few, many), (places) => {
      expect(readBits(writeBits(new Set(places)))).toEqual(new Set(places));
    }),
    { numRuns: 200 },
  );
});

test('what is in all lists is what each of them has', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(few, many), { minLength: 1, maxLength: 4 }), (lists) => {
      const sets = lists.map((places) => new Set(places));
      const wanted = [...(sets[0] ?? [])].filter((place) => sets.every((one) => one.has(place))).sort((a, b) => a - b);
      expect(inAll(sets.map(writeBits))).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

test('the first and the last ordinal of a piece, and none', () => {
  const ends = [0, ordinalsPerPiece - 1];
  expect(writeBits(new Set([0, 2]))).toBe('sAAACAA==');
  expect(
    inAll([writeBits(new Set(ends)), writeBits(new Set(Array.from({ length: ordinalsPerPiece }, (_, n) => n)))]),
  ).toEqual(ends);
  expect(inAll([writeBits(new Set()), writeBits(new Set(ends))])).toEqual([]);
});
