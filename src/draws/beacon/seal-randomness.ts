import { agreedIn, type NumbersEntry, randomnessOfNumbers } from './numbers.js';
import { quicknet, randomnessOf } from './quicknet.js';
import type { SealedBeacon } from './sealed-beacon.js';

/** A round of the beacon with what proves it. */
export interface BeaconRound {
  readonly round: number;
  /** 96 hexadecimal digits. */
  readonly signature: string;
}

/** What came of a beacon: rounds of quicknet, or what accounts typed. */
export type BeaconValue = BeaconRound | NumbersEntry;

/** @returns the randomness of a round, in hexadecimal; null where it is not there, or not quicknet's */
export function randomnessIn(values: readonly BeaconValue[], round: number): string | null {
  const one = values.find((value): value is BeaconRound => 'round' in value && value.round === round);
  return one ? randomnessOf(quicknet, round, one.signature) : null;
}

/** @returns the values that accounts typed */
export function entriesIn(values: readonly BeaconValue[]): readonly NumbersEntry[] {
  return values.filter((value): value is NumbersEntry => 'numbers' in value);
}

/**
 * The randomness of a seal, from what came of its beacon.
 * @returns in hexadecimal; nothing of a chain of codes, which stands in for it as the salt; null where it is not there yet
 */
export function sealRandomness(beacon: SealedBeacon, values: readonly BeaconValue[]): string | null {
  if (!('source' in beacon)) return randomnessIn(values, beacon.round);
  if (beacon.source === 'codes') return '';
  const agreed = agreedIn(entriesIn(values));
  return agreed ? randomnessOfNumbers(beacon, agreed.numbers) : null;
}
