/** @returns a heading as it is said: in compatible forms (NFKC), without blanks around it */
export function plainHeading(heading: string): string {
  return heading.normalize('NFKC').trim();
}

/**
 * What a heading is compared by. Headings that differ only in this mean the same column: full-width forms, capitals, blanks,
 * line breaks and what cannot be seen.
 * @example headingKey('酒精度（VOL）') === headingKey('酒 精 度\n(vol)')
 */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();
}
