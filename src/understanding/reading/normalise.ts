/** @returns the words in one shape: NFKC, no control characters, no spaces at the ends */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
}
