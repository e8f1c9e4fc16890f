import type { DisclosureRecord } from '../disclosure/record.js';
import type { Sticker, StickerKey, StickerKind } from './sticker.js';

/**
 * What can be said of a sticker (真伪): it is genuine (真); it is ours, and its record was withdrawn (已撤回); it is ours, and was seen in too
 * many places (在过多地方被扫); nothing of the kind is on record (查无此码); its signature is wrong (伪); the key was lost, and nothing shows
 * that it was made before that (密钥失效). Of a number without a signature: it is on record (有记录), which proves nothing of the sticker.
 */
export type VerdictKind =
  | 'genuine'
  | 'withdrawn'
  | 'too-many-places'
  | 'unknown'
  | 'wrong-signature'
  | 'key-revoked'
  | 'recorded';

/** What makes a verdict what it is, where that is not all in its name. */
export type VerdictReason =
  /** Its publication ended, or its term did, or the car has another sticker since. */
  | 'withdrawn'
  | 'expired'
  | 'replaced'
  /** The record was corrected since, and says another day of bottling. */
  | 'corrected'
  /** It is not whole; it names a key that is none of ours; it is signed, and not by us; the same, with another site's address. */
  | 'malformed'
  | 'unknown-key'
  | 'bad-signature'
  | 'other-site';

/** What was found out about a sticker, and from what. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly why: VerdictReason | null;
  /** What it is on, as far as it says so. */
  readonly on: StickerKind | null;
  /** The number printed beside it; empty where none can be read. */
  readonly code: string;
  /** What was signed, or (with a wrong signature) claims to be; null where there is nothing of the kind. */
  readonly sticker: Sticker | null;
  /** The key it is signed under; null where it is not signed by us. */
  readonly key: StickerKey | null;
  /** The version in force, which may be a tombstone; null where none is known, or none was looked for. */
  readonly record: DisclosureRecord | null;
  /** Since when this very sticker is on record, in ms since 1970; null: it was not looked for, or never was. */
  readonly onRecordSince: number | null;
}

/** Who says what a sticker is worth. Every face asks here: page, chat, telephone, command. */
export interface Stickers {
  /**
   * @param text what was scanned, pasted or typed
   * @returns null for a text that has nothing to do with stickers
   */
  judge(text: string): Promise<Verdict | null>;
  /** Whether the sticker with this number was seen in too many places of late. */
  isInManyPlaces(on: StickerKind, code: string): Promise<boolean>;
}
