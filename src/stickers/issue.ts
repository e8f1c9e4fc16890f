import type { DisclosureRecord } from '../domain/disclosure/record.js';
import { type Sticker, type StickerKind, stickerPlans, subjectOf } from '../domain/stickers/sticker.js';
import type { SigningKey } from './key-folder.js';
import type { PrintedSticker } from './sheet.js';
import { signSticker } from './signature.js';
import { placeOf, stickerAddress } from './sticker-text.js';

/** @returns what stickers of this dataset are on; null: its records have none */
export function stickerKindOf(dataset: string): StickerKind | null {
  const found = Object.entries(stickerPlans).find(([, plan]) => plan.dataset === dataset);
  return (found?.[0] as StickerKind | undefined) ?? null;
}

/**
 * Signs the sticker of a record: the same record, site and key have always the same.
 * @param base the public address, such as `https://hotline.example`
 * @returns null for a record that has none, or lacks what would be signed
 */
export function issueSticker(
  record: Pick<DisclosureRecord, 'dataset' | 'fields' | 'sample'>,
  base: string,
  { key, privateKey }: SigningKey,
): PrintedSticker | null {
  const kind = stickerKindOf(record.dataset);
  const code = kind && record.fields[stickerPlans[kind].codeField];
  const subject = kind && subjectOf(kind, record.fields);
  if (!kind || !code || !subject) return null;
  const sticker: Sticker = { kind, place: placeOf(base), code, subject, keyId: key.id };
  const [scheme = 'https'] = base.split('://');
  return { sticker, address: stickerAddress(scheme, sticker, signSticker(sticker, privateKey)), sample: record.sample };
}
