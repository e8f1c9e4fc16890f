import { Remembered } from '../../domain/care/remembered.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import { noticesOfBrand } from './recalls-of.js';

/** How old a notice may be that is told beside a vehicle. */
const knownWithinMs = 2_000;

/**
 * Records whose notices of recalls are read once for all who ask for a vehicle of the same brand: a brand has some hundred, and each vehicle that is told
 * asks for them. A notice that is published is told two seconds later at most.
 */
export function withNoticesRemembered(records: RecordStore): RecordStore {
  const { dataset, field, limit } = noticesOfBrand;
  const notices = new Remembered((brand: string) => records.findByKey(dataset, field, brand, limit), knownWithinMs);
  return {
    ...records,
    findByKey: (...words) => {
      const isOfBrand = words[0] === dataset && words[1] === field && words[3] === limit;
      return isOfBrand ? notices.of(words[2]) : records.findByKey(...words);
    },
  };
}
