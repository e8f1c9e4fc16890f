/**
 * @returns a text as a reader sees it: compatible forms made one (NFKC), invisible characters dropped, blanks collapsed;
 * empty when nothing of it can be seen
 */
export function visibleText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu, (hidden) => (/\s/.test(hidden) ? ' ' : ''))
    .replace(/\s+/gu, ' ')
    .trim();
}

/** @returns whether a reader takes two names for those of one person: blanks, case and width make no other person */
export function isSamePerson(one: string, other: string): boolean {
  const folded = (name: string) => visibleText(name).replaceAll(' ', '').toLowerCase();
  return folded(one) === folded(other);
}
