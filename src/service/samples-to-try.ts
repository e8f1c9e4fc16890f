import { type SampleCodes, sampleCodes } from '../disclosure/lookups/sample-codes.js';
import type { RecordStore } from '../domain/disclosure/stores.js';
import { issueSticker } from '../stickers/issue.js';
import { type KeyFolder, type SigningKey, StickerKeysRefused } from '../stickers/key-folder.js';

/** Something that has a sticker, with what a telephone finds on it. */
type Scanned<Sample> = Sample & { readonly scan: string };

/** Sample records to be tried in the simulator. */
export interface SamplesToTry extends Pick<SampleCodes, 'consignments'> {
  readonly vehicles: readonly Scanned<SampleCodes['vehicles'][number]>[];
  readonly wines: readonly Scanned<SampleCodes['wines'][number]>[];
}

interface Parts {
  readonly records: RecordStore;
  readonly keys: Pick<KeyFolder, 'signing'>;
  readonly publicBaseUrl: string;
}

/** Sample records with their stickers as they would be printed: signed. What is no longer public, or where there is no key, has the link without a signature. */
export async function samplesToTry({ records, keys, publicBaseUrl }: Parts): Promise<SamplesToTry> {
  const { consignments, vehicles, wines } = await sampleCodes(records);
  const key = signingOf(keys);
  const scanned = async (dataset: string, id: string, unsigned: string): Promise<string> => {
    const record = key && (await records.get(dataset, id));
    const sticker = key && record ? issueSticker(record, publicBaseUrl, key) : null;
    return sticker?.address ?? unsigned;
  };
  return {
    consignments,
    vehicles: await Promise.all(
      vehicles.map(async (one) => ({ ...one, scan: await scanned('vehicles', one.vin, `/v/${one.stickerCode}`) })),
    ),
    wines: await Promise.all(
      wines.map(async (one) => ({ ...one, scan: await scanned('wines', one.bottleCode, `/w/${one.bottleCode}`) })),
    ),
  };
}

/** Where nothing signs, samples are tried as they are. */
function signingOf(keys: Parts['keys']): SigningKey | null {
  try {
    return keys.signing;
  } catch (error) {
    if (error instanceof StickerKeysRefused) return null;
    throw error;
  }
}
