import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listCursor, readListCursor } from '../../../src/disclosure/listing/list-cursor.js';
import { wordsAsked, wordsIn } from '../../../src/disclosure/listing/list-words.js';
import { sortKey } from '../../../src/disclosure/listing/sort-key.js';

describe('a key sorts as its value', () => {
  test('numbers of any sign and size', () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [one, other] = [a, b].map((value) => sortKey({ type: 'number' }, String(value))) as [string, string];
        expect(Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)))).toBe(a === b ? 0 : Math.sign(a - b));
      }),
    );
  });

  test('moments with any offset, and days among them', () => {
    const keys = [
      '2016-08-03T23:59:00+08:00',
      '2016-08-03T16:00:00Z',
      '2016-08-04T00:00:01+08:00',
      '2016-08-04T02:00:00Z',
    ];
    const sorted = keys.map((one) => sortKey({ type: 'datetime' }, one));
    expect(sorted).toEqual([...sorted].sort());
    expect(sortKey({ type: 'datetime' }, '2016-08-04') < (sorted[2] ?? '')).toBe(true);
  });

  test('what is unknown comes first', () => {
    for (const type of ['number', 'date', 'string'] as const) expect(sortKey({ type }, '')).toBe('');
  });
});

describe('words', () => {
  test.each([
    ['天津滨海示例奶酪', '滨海', true],
    ['天津滨海示例奶酪', '海滨', false],
    ['Château d’Exemple', 'chateau', true],
    ['ＡＢＣ１２３', 'abc1', true],
    ['ABC示例', '示例', true],
    ['ABC示例', 'bc', false],
    ['Casa Valduga', 'vald casa', true],
    ['TJC0004', 'tjc00', true],
  ])('%s is found by %s: %s', (value, asked, isFound) => {
    const known = wordsIn(value);
    expect(wordsAsked(asked).every((word) => known.some((one) => one.startsWith(word)))).toBe(isFound);
  });

  test('whatever is in a value finds it, as it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (value) => {
        const known = wordsIn(value);
        expect(wordsAsked(value).every((word) => known.some((one) => one.startsWith(word)))).toBe(true);
      }),
    );
  });
});

test('a cursor is read as it was written, for its question alone, and nothing else is one', () => {
  const place = { position: 7, seal: 'a1b2c3d4e5f6', key: '2016-08-04', id: '示例/1' };
  const text = listCursor('a question', place);
  expect(readListCursor('a question', text)).toEqual(place);
  expect(readListCursor('another', text)).toBeNull();
  expect(readListCursor('a question', `${text}A`)).toBeNull();
  fc.assert(fc.property(fc.string(), (any) => readListCursor('a question', any) === null));
  const forged = Buffer.from(JSON.stringify(['x', 1, 'y', 'z', 'w'])).toString('base64url');
  expect(readListCursor('a question', forged)).toBeNull();
});
