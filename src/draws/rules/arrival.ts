import { drawKey, seedFor } from '../chance/seed.js';
import { oneOf } from '../chance/whole-number.js';

/** Where a container is unloaded, which zone's pair looks at it, and where in it they look. */
export interface ArrivalDrawn {
  readonly bay: string;
  readonly zone: string;
  readonly channel: string;
}

/** What there is to choose from. */
export interface ArrivalChoices {
  readonly free: readonly string[];
  readonly zones: readonly string[];
  readonly channels: readonly string[];
}

/**
 * Draws the bay (台位), the zone (区域) and the channel (通道: 左中右) of a container of frozen meat. Its arrival was put on record before the round, with the bays that were free:
 * the hash of that receipt takes the place of a seal, so that nobody gains by coming earlier or later.
 * @param arrivalHash hash of the arrival receipt
 */
export function drawArrival(randomness: string, arrivalHash: string, choices: ArrivalChoices): ArrivalDrawn {
  return drawnBy(drawKey(Buffer.alloc(0), Buffer.from(randomness, 'hex'), Buffer.from(arrivalHash, 'hex')), choices);
}

/**
 * The same without a beacon (弱证明): the day's next code is the salt. Whoever has the codes could have known it before the container came.
 * @param code in hexadecimal
 */
export function drawArrivalByCode(code: string, arrivalHash: string, choices: ArrivalChoices): ArrivalDrawn {
  return drawnBy(drawKey(Buffer.from(code, 'hex'), Buffer.alloc(0), Buffer.from(arrivalHash, 'hex')), choices);
}

/** The nonce of an arrival that a code decides: it follows from the code and the receipt before, so that nobody tries one after another until a bay suits. */
export function arrivalNonce(code: string, previous: string): string {
  return seedFor(drawKey(Buffer.from(code, 'hex'), Buffer.alloc(0), Buffer.from(previous, 'hex')), 'nonce').slice(
    0,
    32,
  );
}

function drawnBy(key: Uint8Array, { free, zones, channels }: ArrivalChoices): ArrivalDrawn {
  const seed = seedFor(key, 'arrival');
  return { bay: oneOf(seed, 'bay', free), zone: oneOf(seed, 'zone', zones), channel: oneOf(seed, 'channel', channels) };
}
