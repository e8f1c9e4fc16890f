import { timingSafeEqual } from 'node:crypto';

/** Compares a secret, or what was signed with one, in a time that does not tell where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const givenBytes = Buffer.from(given, 'utf8');
  const expectedBytes = Buffer.from(expected, 'utf8');
  return givenBytes.length === expectedBytes.length && timingSafeEqual(givenBytes, expectedBytes);
}
