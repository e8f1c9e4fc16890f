import { visibleText } from '../language/visible-text.js';

/** @returns whether a reader takes two names for those of one person: blanks, case and width make no other person */
export function isSamePerson(one: string, other: string): boolean {
  const folded = (name: string) => visibleText(name).normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  return folded(one) === folded(other);
}
