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

/** @returns the key somebody wrote instead of pressing it (`２`, `二`, `＊`, `2。`), or null */
export function keyIn(text: string): string | null {
  const bare = normalise(text).replace(/[。.,,、!！)）]+$/u, '');
  if (/^[0-9*#]$/.test(bare)) return bare;
  return numeralKeys.get(bare) ?? null;
}
