import { expect, test } from 'vitest';
import { isSameSecret } from '../../src/web/same-secret.js';

test('secrets of another length, letter case or alphabet are not the same', () => {
  const secret = '899cf89e464efb63f54ddac96b0a0a235f53aa78';
  expect(isSameSecret(secret, secret)).toBe(true);
  expect(isSameSecret(secret.slice(0, 39), secret)).toBe(false);
  expect(isSameSecret('', secret)).toBe(false);
  expect(isSameSecret(secret.toUpperCase(), secret)).toBe(false);
  expect(isSameSecret(`${secret.slice(0, 39)}\u0138`, secret)).toBe(false);
});
