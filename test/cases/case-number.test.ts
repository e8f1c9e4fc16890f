import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseNumber, caseNumberLooks, checkDigit } from '../../src/domain/cases/case-number.js';

test('the check digit is that of Damm', () => {
  expect(checkDigit('572')).toBe('4');
  expect(checkDigit('5724')).toBe('0');
  expect(caseNumber('20161003', 1)).toBe('2016100300010');
  expect(caseNumber('20161003', 12_345)).toBe(`2016100312345${checkDigit('2016100312345')}`);
});

test('an old number of 12 digits is one, and what has no day is none', () => {
  expect(caseNumberLooks('201610030001')).toBe('right');
  expect(caseNumberLooks('2016100300010')).toBe('right');
  expect(caseNumberLooks('2016133300010')).toBe('other');
  expect(caseNumberLooks('120000116000001')).toBe('other');
});

test('a wrong digit in the serial, and two neighbours that changed places, are always seen', () => {
  const serials = fc.integer({ min: 1, max: 9_999 });
  const property = fc.property(
    serials,
    fc.integer({ min: 8, max: 12 }),
    fc.integer({ min: 1, max: 9 }),
    (serial, place, by) => {
      const right = caseNumber('20161003', serial);
      const digits = [...right];
      digits[place] = String((Number(digits[place]) + by) % 10);
      expect(caseNumberLooks(digits.join(''))).toBe('mistyped');
      const swapped = [...right];
      const [a = '', b = ''] = swapped.slice(place - 1, place + 1);
      swapped[place - 1] = b;
      swapped[place] = a;
      if (a !== b && place > 8) expect(caseNumberLooks(swapped.join(''))).toBe('mistyped');
    },
  );
  fc.assert(property);
});
