import { dueOf } from '../beacon/sealed-beacon.js';
import type { Seal } from '../seal/seal.js';
import { DerFault } from '../stamp/der.js';
import { readTimeStamp, type TimeStamp } from '../stamp/time-stamp.js';
import { fails } from './verdict.js';

/** How far the clock of an authority may be behind the bureau's. */
export const stampSkewSeconds = 300;

/**
 * Whether a time stamp is over the seal, and of a moment between the seal and its beacon: later, it proves nothing.
 * @param stamp in base64
 * @returns what it says
 */
export function checkStamp(seal: Seal, hash: string, stamp: string): TimeStamp {
  const found = stampIn(Uint8Array.from(atob(stamp), (one) => one.charCodeAt(0)));
  const wrong = stampFault(seal, hash, found);
  return wrong === null ? found : fails(wrong);
}

/** @returns why a time stamp says nothing of a seal; null where it does */
export function stampFault(
  { beacon, sealed_at, reveal_by }: Seal,
  hash: string,
  { imprint, at }: TimeStamp,
): string | null {
  if (imprint !== hash) return `the time stamp is over ${imprint}, not over the seal`;
  if (sealed_at !== undefined && at < sealed_at - stampSkewSeconds)
    return `the time stamp is of ${momentOf(at)}, before the draw was sealed`;
  const before = dueOf(beacon) ?? reveal_by;
  if (before !== undefined && at >= before)
    return `the time stamp is of ${momentOf(at)}: what decides the draw may have been known then`;
  return null;
}

function stampIn(bytes: Uint8Array): TimeStamp {
  try {
    return readTimeStamp(bytes);
  } catch (error) {
    if (error instanceof DerFault) return fails(`the time stamp cannot be read: ${error.message}`);
    throw error;
  }
}

function momentOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}
