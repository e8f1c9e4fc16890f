/** The next number, from 0 up to 1. */
export type Draw = () => number;

/**
 * Numbers for a picture or a sound, fast: thousands are wanted for each. The same for the same seed, so that a sound can be sent in parts; nobody can foresee
 * them who does not know the seed (sfc32).
 * @param seed at least 16 bytes
 */
export function drawsFrom(seed: Uint8Array): Draw {
  const view = new DataView(seed.buffer, seed.byteOffset, seed.byteLength);
  let [a, b, c, counter] = [view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first ones still show the seed.
  for (let n = 0; n < 12; n++) next();
  return next;
}

/** @example between(draw, 0.9, 1.1) */
export function between(draw: Draw, least: number, most: number): number {
  return least + draw() * (most - least);
}
