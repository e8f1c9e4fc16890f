import { expect, test } from 'vitest';
import { OnceAMinute } from '../../src/web/once-a-minute.js';

test('of equal lines one a minute is written, and tells how many it stands for; each kind has its own', () => {
  let now = 1_000_000;
  const lines = new OnceAMinute({ now: () => now });
  expect([lines.pass('a'), lines.pass('a'), lines.pass('b'), lines.pass('a')]).toEqual([1, null, 1, null]);
  now += 59_999;
  expect(lines.pass('a')).toBeNull();
  now += 1;
  expect([lines.pass('a'), lines.pass('b'), lines.pass('a')]).toEqual([4, 1, null]);
});

test('a clock that is set back silences nobody', () => {
  let now = 1_000_000;
  const lines = new OnceAMinute({ now: () => now });
  lines.pass('a');
  now -= 500_000;
  expect(lines.pass('a')).toBe(1);
});
