import { describe, expect, test } from 'vitest';
import { addressOf, delayMs } from '../../src/portal/api/guess-limits.js';

describe('an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
  ])('%s is that of one subscriber', (ip, shown) => {
    expect(addressOf(ip)).toBe(shown);
  });

  test('of IPv6 is all that begin with the same 64 bits, and none that do not', () => {
    expect(addressOf('2001:db8:1:2:3:4:5:6')).toBe(addressOf('2001:db8:1:2:ffff::1'));
    expect(addressOf('2001:db8:1:2:3:4:5:6')).not.toBe(addressOf('2001:db8:1:3:3:4:5:6'));
  });
});

test('an answer waits longer with each miss from a third of them on, and never longer than eight seconds', () => {
  const waits = [0, 3, 4, 5, 6, 9, 12, 1000].map((misses) => delayMs(misses, { atOnce: 12 }));
  expect(waits).toEqual([0, 0, 250, 500, 1000, 8000, 8000, 8000]);
  expect(delayMs(0, { atOnce: 1 })).toBe(250);
});
