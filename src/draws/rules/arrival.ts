import { drawKey, seedFor } from '../chance/seed.js';
import { oneOf } from '../chance/whole-number.js';

/** Where a container is unloaded, which zone's pair looks at it, and where in it they look. */
export interface ArrivalDrawn {
  readonly bay: string;
  readonly zone: string;
  readonly channel: string;
}

/**
 * Draws the bay (台位), the zone (区域) and the channel (通道: 左中右) of a container of frozen meat. Its arrival was put on record before the round, with the bays that were free:
 * the hash of that receipt takes the place of a seal, so that nobody gains by coming earlier or later.
 * @param arrivalHash hash of the arrival receipt
 */
export function drawArrival(
  randomness: string,
  arrivalHash: string,
  {
    free,
    zones,
    channels,
  }: { readonly free: readonly string[]; readonly zones: readonly string[]; readonly channels: readonly string[] },
): ArrivalDrawn {
  const key = drawKey(Buffer.alloc(0), Buffer.from(randomness, 'hex'), Buffer.from(arrivalHash, 'hex'));
  const seed = seedFor(key, 'arrival');
  return { bay: oneOf(seed, 'bay', free), zone: oneOf(seed, 'zone', zones), channel: oneOf(seed, 'channel', channels) };
}
