import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import type { Sticker, StickerKey } from '../domain/stickers/sticker.js';
import { fromBase32, toBase32 } from './base32.js';
import { type StickerText, signedText } from './sticker-text.js';

const signatureBytes = 64;

/** What a signature is worth by itself: without a record, and without anybody's word. */
export type Checked =
  /** It is ours; `key` may be revoked, and then only the record can say more. */
  | { readonly kind: 'signed'; readonly sticker: Sticker; readonly key: StickerKey }
  | {
      readonly kind: 'refused';
      readonly why: 'malformed' | 'unknown-key' | 'bad-signature' | 'other-site';
      readonly sticker: Sticker | null;
    };

/** @returns the signature of a sticker in base32: the same sticker and key have always the same */
export function signSticker(sticker: Sticker, privateKey: KeyObject): string {
  return toBase32(sign(null, Buffer.from(signedText(sticker), 'ascii'), privateKey));
}

/**
 * @param text one that has a signature, or is malformed
 * @param place our own site: of what names another and is not signed, that is said
 */
export function checkSignature(
  text: Exclude<StickerText, { kind: 'number' }>,
  keys: ReadonlyMap<string, StickerKey>,
  place: string,
): Checked {
  if (text.kind === 'malformed') return { kind: 'refused', why: 'malformed', sticker: null };
  const { sticker } = text;
  const refused = (why: Extract<Checked, { kind: 'refused' }>['why']): Checked => ({ kind: 'refused', why, sticker });
  const signature = fromBase32(text.signature, signatureBytes);
  if (!signature) return refused('malformed');
  const key = keys.get(sticker.keyId);
  if (!key) return refused('unknown-key');
  const isOurs = verify(null, Buffer.from(signedText(sticker), 'ascii'), publicKeyOf(key), signature);
  if (isOurs) return { kind: 'signed', sticker, key };
  return refused(sticker.place === place ? 'bad-signature' : 'other-site');
}

const imported = new WeakMap<StickerKey, KeyObject>();

function publicKeyOf(key: StickerKey): KeyObject {
  const known = imported.get(key);
  if (known) return known;
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  imported.set(key, made);
  return made;
}

/**
 * Names a key by itself, so that two installations cannot name two keys alike by mistake.
 * @param publicKey 32 bytes
 * @returns six characters of base32
 */
export function keyIdOf(publicKey: Uint8Array): string {
  return toBase32(hash('sha256', publicKey, 'buffer')).slice(0, 6);
}
