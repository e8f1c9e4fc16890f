import type { Characters } from '../model/characters.js';
import { seeded } from '../model/seeded-random.js';

/**
 * Replaces characters by others that sound the same, as speech recognition does.
 * @param share of the Han characters, from 0 to 1
 * @param common characters that may come in, such as all that the sayings are made of: a rare one is never heard
 */
export function withHomophones(
  texts: readonly string[],
  share: number,
  common: Iterable<string>,
  { syllable, simplified }: Characters,
): string[] {
  const bySound = new Map<number, string[]>();
  for (const character of new Set(common)) {
    const code = character.charCodeAt(0);
    const sound = syllable[code] ?? 0;
    if (sound === 0 || simplified[code] !== code) continue;
    bySound.set(sound, [...(bySound.get(sound) ?? []), character]);
  }
  const random = seeded(7);
  return texts.map((text) =>
    [...text]
      .map((character) => {
        const others = (bySound.get(syllable[character.charCodeAt(0)] ?? 0) ?? []).filter((one) => one !== character);
        if (others.length === 0 || random() >= share) return character;
        return others[Math.floor(random() * others.length)] ?? character;
      })
      .join(''),
  );
}
