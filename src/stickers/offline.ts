import type { Sticker, StickerKey } from '../domain/stickers/sticker.js';
import type { PublishedKeys } from './published-keys.js';
import { checkSignature } from './signature.js';
import { readStickerText, signedText } from './sticker-text.js';

/** What can be said of a sticker with public keys alone: no record, no network, nobody's word. */
export interface OfflineVerdict {
  readonly kind: 'signed' | 'key-revoked' | 'wrong-signature' | 'no-signature' | 'no-sticker' | 'unreadable';
  /** Of a wrong signature what is wrong with it, of a picture why it cannot be read. */
  readonly why: string | null;
  /** What was signed, or claims to be. */
  readonly sticker: Sticker | null;
  readonly key: StickerKey | null;
  /** The text that was signed, byte for byte; null where it was not. */
  readonly signedText: string | null;
}

const nothing = { why: null, sticker: null, key: null, signedText: null };

/**
 * @param text what a QR code holds
 * @param place the site that a code without an address is of
 */
export function verifyOffline(text: string, keys: PublishedKeys, place: string): OfflineVerdict {
  const read = readStickerText(text, place);
  if (!read) return { ...nothing, kind: /^[0-9A-Z]{6,20}$/i.test(text.trim()) ? 'no-signature' : 'no-sticker' };
  if (read.kind === 'number') return { ...nothing, kind: 'no-signature' };
  const checked = checkSignature(read, keys, place);
  const { sticker } = checked;
  if (checked.kind === 'refused') return { ...nothing, kind: 'wrong-signature', why: checked.why, sticker };
  const { key } = checked;
  const kind = key.revokedFrom === null ? 'signed' : 'key-revoked';
  return { kind, why: null, sticker, key, signedText: signedText(checked.sticker) };
}
