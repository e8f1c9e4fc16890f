import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { type BeaconValue, entriesIn } from './seal-randomness.js';
import { type SealedBeacon, sourceOf } from './sealed-beacon.js';

/**
 * Where the chain of a draw's receipts begins: with the hash of its seal; of a draw by numbers, with that of all that accounts typed, so that nobody changes afterwards who typed what
 * and when.
 * @returns 64 hexadecimal digits
 */
export function chainStart(beacon: SealedBeacon, sealHash: string, values: readonly BeaconValue[]): string {
  if (sourceOf(beacon) !== 'numbers') return sealHash;
  const text = canonicalJson({ seal: sealHash, entries: entriesIn(values) } as unknown as Json);
  return createHash('sha256').update(text).digest('hex');
}
