/** A column whose heading begins with this, or a property of JSON, holds a note for people and no fact. */
export const noteMark = 'yibo:';

/** Says 示例 in the rows of an export that are made up. */
export const sampleHeading = `${noteMark}sample`;

/** Says in a file of refused rows on which line of the original file a row stood. */
export const lineHeading = `${noteMark}line`;

/** Says in a file of refused rows why a row was refused. */
export const problemHeading = `${noteMark}problem`;

/** What an export of all versions says of each: such a file also has what was superseded or withdrawn. */
export const historyHeadings: ReadonlySet<string> = new Set(
  ['id', 'change', 'withheld', 'position', 'published_at', 'reason', 'hash'].map((name) => noteMark + name),
);

/** By these words in a note, a row that repeats another is known again. */
export const repeatWords = 'repeats an earlier row';

/** @returns whether a heading, as it stands in a file, is that of a note */
export function isNote(heading: string): boolean {
  return plainHeading(heading).startsWith(noteMark);
}

/** @returns a heading as it is looked up: in compatible forms, without blanks around it */
export function plainHeading(heading: string): string {
  return heading.normalize('NFKC').trim();
}
