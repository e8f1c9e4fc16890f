import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import { brandOf, type Concern, mayConcern } from './may-concern.js';

/** A notice that may concern a vehicle, and by what. */
export interface ConcerningNotice extends Concern {
  readonly notice: DisclosureRecord;
}

/** Where notices (召回与缺陷通报) are, and how they are found. */
export const noticesOfBrand = { dataset: 'recall-notices', field: 'brand', limit: 200 } as const;

/**
 * Finds the notices (召回与缺陷通报) that may concern a vehicle.
 * @param records as the public reads them
 * @param vehicle a record of `vehicles`
 * @returns those with its VIN in their range first, then the newest
 */
export async function recallsOf(
  records: Pick<RecordStore, 'findByKey'>,
  vehicle: Pick<DisclosureRecord, 'fields'>,
): Promise<readonly ConcerningNotice[]> {
  const [brand] = brandOf(vehicle.fields.brand_model ?? '');
  if (brand === '') return [];
  const { dataset, field, limit } = noticesOfBrand;
  const notices = await records.findByKey(dataset, field, brand, limit);
  const found = notices.flatMap((notice): ConcerningNotice[] => {
    const concern = isTombstone(notice.change) ? null : mayConcern(vehicle.fields, notice.fields);
    return concern ? [{ notice, ...concern }] : [];
  });
  const key = ({ notice, matched }: ConcerningNotice) =>
    `${matched.includes('车架号范围') ? 1 : 0}${notice.fields.issued_on ?? ''}`;
  return found.sort((one, other) => (key(one) < key(other) ? 1 : -1));
}
