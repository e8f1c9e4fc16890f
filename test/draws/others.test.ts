import { expect, test } from 'vitest';
import { rfc3797 } from '../../src/draws/others/rfc3797.js';

test('RFC 3797, section 6: the ten of its example, and those after them', () => {
  expect(rfc3797('9319./2.5.8.10.12./9.18.26.34.41.45./', 25, 16)).toEqual([
    17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4,
  ]);
});
