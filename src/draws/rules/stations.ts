import { oneOf, wholeNumber } from '../chance/whole-number.js';
import { RuleFault } from './strata.js';

/** Where and by whom a vehicle is inspected. */
export interface StationDrawn {
  readonly vin: string;
  /** What was drawn below the capacity of all stations. */
  readonly number: number;
  readonly station: string;
  readonly inspector: string;
}

/**
 * Draws the station and the inspector of a vehicle: a station as often as it has capacity, then one of those present there, each equally likely.
 * @throws RuleFault where the capacities are too large
 * @param stations each with its capacity, in the order of the seal
 * @param present inspectors by station, in the order of the register
 * @example // stations S1 3, S2 2, S3 1: 0-2 is S1, 3-4 is S2, 5 is S3
 */
export function drawStation(
  seed: string,
  vin: string,
  stations: readonly (readonly [string, number])[],
  present: Readonly<Record<string, readonly string[]>>,
): StationDrawn {
  const number = Number(wholeNumber(seed, `station|${vin}`, BigInt(capacityOf(stations))).value);
  let from = 0;
  for (const [station, own] of stations) {
    from += own;
    if (number < from)
      return {
        vin,
        number,
        station,
        inspector: oneOf(seed, `inspector|${vin}`, Object.hasOwn(present, station) ? (present[station] ?? []) : []),
      };
  }
  throw new RangeError(`no station has number ${number}`);
}

/**
 * The capacity of all stations.
 * @throws RuleFault above 2^53-1: no number of JSON tells such capacities apart
 */
export function capacityOf(stations: readonly (readonly [string, number])[]): number {
  const capacity = stations.reduce((sum, [, own]) => sum + own, 0);
  if (!Number.isSafeInteger(capacity)) throw new RuleFault('the stations have a capacity of more than 2^53-1 together');
  return capacity;
}
