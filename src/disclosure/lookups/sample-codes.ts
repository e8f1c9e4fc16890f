import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';

/** Identifiers of sample records (示例), to be tried in the simulator. */
export interface SampleCodes {
  readonly consignments: readonly { readonly declarationNo: string; readonly registrationNo: string }[];
  readonly vehicles: readonly { readonly vin: string; readonly stickerCode: string }[];
  readonly wines: readonly { readonly bottleCode: string; readonly name: string }[];
}

const shown = 6;

export async function sampleCodes(records: RecordStore): Promise<SampleCodes> {
  const [consignments, vehicles, wines] = await Promise.all([
    records.samples('consignments', shown),
    records.samples('vehicles', shown),
    records.samples('wines', shown),
  ]);
  const field = (record: DisclosureRecord, name: string): string => record.fields[name] ?? '';
  return {
    consignments: consignments.map((one) => ({
      declarationNo: field(one, 'declaration_no'),
      registrationNo: field(one, 'registration_no'),
    })),
    vehicles: vehicles.map((one) => ({ vin: field(one, 'vin'), stickerCode: field(one, 'sticker_code') })),
    wines: wines.map((one) => ({ bottleCode: field(one, 'bottle_code'), name: field(one, 'name') })),
  };
}
