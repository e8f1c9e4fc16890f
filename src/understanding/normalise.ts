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

/**
 * Finds what may be identifiers in a message: runs of 6 to 20 letters and digits that hold a digit. Groups printed with
 * spaces or hyphens (`120000 1 16 000001`) are found joined as well.
 */
export function identifiersIn(text: string): readonly string[] {
  const upper = normalise(text).slice(0, 2000).toUpperCase();
  const runs = upper.match(/[0-9A-Z]+(?:[ -][0-9A-Z]+)*/g) ?? [];
  const candidates = runs.flatMap((run) => [...run.split(/[ -]/), run.replace(/[ -]/g, '')]);
  return [...new Set(candidates)].filter((one) => one.length >= 6 && one.length <= 20 && /\d/.test(one));
}
