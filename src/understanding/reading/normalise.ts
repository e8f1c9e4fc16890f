const numeralKeys: ReadonlyMap<string, string> = new Map(
  [...'零一二三四五六七八九'].map((numeral, key) => [numeral, String(key)]),
);

/** @returns the words in one shape: NFKC, no control characters, no spaces at the ends */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
}

/**
 * @param words in one shape, as `normalise` gives them
 * @returns the key somebody wrote instead of pressing it, or null
 * @example keyIn('二') // '2'; so do '2。' and '2）'
 */
export function keyIn(words: string): string | null {
  const bare = words.replace(/[。.,,、!！)）]+$/u, '');
  if (/^[0-9*#]$/.test(bare)) return bare;
  return numeralKeys.get(bare) ?? null;
}
