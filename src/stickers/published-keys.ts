import { z } from 'zod';
import type { StickerKey } from '../domain/stickers/sticker.js';
import { keyIdOf } from './signature.js';

/** Public keys by their ids, the oldest first. */
export type PublishedKeys = ReadonlyMap<string, StickerKey>;

const time = z.iso.datetime({ offset: true });
const shape = z.object({
  keys: z.array(
    z.object({
      id: z.string(),
      publicKey: z.string().regex(/^[\w-]{43}$/),
      from: time,
      retiredAt: time.nullable(),
      revokedFrom: time.nullable(),
    }),
  ),
});

/** @returns them as `keys.json` has them, and `GET /api/v1/keys` answers */
export function writtenKeys(keys: Iterable<StickerKey>): string {
  return `${JSON.stringify({ keys: [...keys] }, null, 2)}\n`;
}

/**
 * @param text of `keys.json`, or of an answer of `/api/v1/keys`
 * @returns the keys, or what is wrong with the text
 */
export function readPublishedKeys(text: string): PublishedKeys | string {
  const json = parsed(text);
  const read = shape.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return `is no list of public keys as /api/v1/keys has it: look at ${issue?.path.join('.') || 'its form'}. Bring it back from where it is kept.`;
  }
  for (const { id, publicKey } of read.data.keys) {
    const named = keyIdOf(Buffer.from(publicKey, 'base64url'));
    if (named !== id)
      return `calls a key ${id} that is ${named}: one of the two was changed. Bring it back from where it is kept.`;
  }
  return new Map(read.data.keys.map((key) => [key.id, key]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
