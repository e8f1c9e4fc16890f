/** What is wrong with something that was given, and what to do about it. */
export interface Complaint {
  readonly reason: string;
  readonly remedy: string;
}

/**
 * @returns reason and remedy as two sentences
 * @example inSentences({ reason: 'is no date', remedy: 'Write it like 2016-08-04' }) // 'is no date. Write it like 2016-08-04.'
 */
export function inSentences({ reason, remedy }: Complaint): string {
  return `${reason}. ${remedy}${/[.?…。？]$/.test(remedy) ? '' : '.'}`;
}

const longestShown = 60;
/** What could move the cursor, hide, or turn what is around it. */
const unshown = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Quotes a value for one line of a terminal: nothing in it can move the cursor or run on for pages. */
export function quoted(value: string): string {
  const isLong = value.length > longestShown;
  // The last character is not cut in half.
  const short = isLong ? `${value.slice(0, longestShown).replace(/[\ud800-\udbff]$/, '')}…` : value;
  return `"${short.replace(unshown, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`)}"`;
}
