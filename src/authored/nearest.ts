import { closest, distance } from 'fastest-levenshtein';

/**
 * Finds what somebody may have meant: a name is near when few letters are wrong, two or a third of them, and some are right.
 * @returns null when none is near
 * @example
 * nearest('quarantene', ['quarantine', 'customs']); // quarantine
 */
export function nearest(given: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const name = closest(given, names);
  const wrong = distance(given, name);
  return wrong < given.length && wrong <= Math.max(2, given.length / 3) ? name : null;
}
