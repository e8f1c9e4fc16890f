/** What a sticker (标贴) is on: a vehicle's windscreen, or a bottle. */
export type StickerKind = 'car' | 'wine';

/** What a sticker says, and what is signed: nothing else of it is vouched for. */
export interface Sticker {
  readonly kind: StickerKind;
  /** The address before `/V/`, without its scheme, in capitals: `HOTLINE.EXAMPLE`. Signed, so that the code of another site is none of ours. */
  readonly place: string;
  /** The number printed beside it, to be typed: 标签编码, or 瓶身编码. 6 to 20 of [0-9A-Z]. */
  readonly code: string;
  /** What the number alone does not tell: the VIN (车架号) of a car; of a bottle its day of bottling, `20140805`, or `0` where none is known. */
  readonly subject: string;
  /** Under which key it is signed. */
  readonly keyId: string;
}

/** A public key of the bureau's stickers, as everybody may have it. */
export interface StickerKey {
  /** The first 30 bits of the SHA-256 of the key, in six characters of Crockford's base32. */
  readonly id: string;
  /** Ed25519 (RFC 8032), 32 bytes in base64url. */
  readonly publicKey: string;
  /** When it was made, an ISO time. */
  readonly from: string;
  /** Since when nothing new is signed under it; what was signed before stays good. Null: it signs. */
  readonly retiredAt: string | null;
  /** Since when it may be in other hands (失效): good is only what had been on record by then. Null: it is not lost. */
  readonly revokedFrom: string | null;
}

/** What there is on each kind of sticker, and where its record is. */
export interface StickerPlan {
  /** The letter in its address: `…/V/…`. */
  readonly page: 'V' | 'W';
  readonly dataset: string;
  /** The field of the record that the code is in. */
  readonly codeField: string;
  /** The field that the subject is in. */
  readonly subjectField: string;
  /** What a subject looks like. */
  readonly subject: RegExp;
}

export const stickerPlans: Readonly<Record<StickerKind, StickerPlan>> = {
  car: {
    page: 'V',
    dataset: 'vehicles',
    codeField: 'sticker_code',
    subjectField: 'vin',
    subject: /^[0-9A-HJ-NPR-Z]{17}$/,
  },
  wine: {
    page: 'W',
    dataset: 'wines',
    codeField: 'bottle_code',
    subjectField: 'bottled_on',
    subject: /^(?:[0-9]{8}|0)$/,
  },
};

/**
 * @returns what is signed of a record beside its code; null for a record that has none
 * @example subjectOf('wine', { bottled_on: '2014-08-05' }) // '20140805'
 */
export function subjectOf(kind: StickerKind, fields: Readonly<Record<string, string>>): string | null {
  const value = fields[stickerPlans[kind].subjectField] ?? '';
  const subject = kind === 'wine' ? value.replaceAll('-', '') || '0' : value.toUpperCase();
  return stickerPlans[kind].subject.test(subject) ? subject : null;
}

/** @example dayOfBottling('20140805') // '2014-08-05'; empty for '0' */
export function dayOfBottling(subject: string): string {
  return subject.length === 8 ? `${subject.slice(0, 4)}-${subject.slice(4, 6)}-${subject.slice(6)}` : '';
}
