import type { Stage } from './stage.js';
import type { StickerChange } from './transcript.js';

/** @returns null for words that say nothing of stickers */
export function stickerChange(said: string): StickerChange | null {
  const code = /^([0-9A-Z]{6,20}) is seen in many places$/.exec(said)?.[1];
  if (code !== undefined) return { what: 'in-many-places', code };
  const from = /^the key is revoked from (\d{4}-\d\d-\d\d)$/.exec(said)?.[1];
  return from === undefined ? null : { what: 'key-revoked', from };
}

const mention = /<(forged )?sticker ([0-9A-Z]{6,20})>/;

/**
 * Puts what is on a sticker where a transcript names it: `<sticker 221865233729>`, signed under the key of this rehearsal; `<forged sticker …>`,
 * signed for another one.
 */
export async function withStickers(words: string, stage: Pick<Stage, 'stickerOf'>): Promise<string> {
  const [whole, forged, code = ''] = mention.exec(words) ?? [];
  if (whole === undefined) return words;
  const sticker = await stage.stickerOf(code);
  return words.replace(
    whole,
    forged === undefined ? sticker : sticker.replace(/.{4}$/, (end) => (end.startsWith('ZZ') ? 'YY00' : 'ZZ00')),
  );
}
