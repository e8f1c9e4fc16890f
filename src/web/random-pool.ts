import { randomBytes } from 'node:crypto';

const poolBytes = 4096;

/**
 * Randomness in small pieces, fetched in large ones: asking the system costs as much for 20 bytes as for 4 kB.
 * @returns gives that many bytes; none is ever given twice
 */
export function randomPool(): (count: number) => Buffer {
  let pool = Buffer.alloc(0);
  return (count) => {
    if (pool.length < count) pool = randomBytes(Math.max(poolBytes, count));
    const piece = pool.subarray(0, count);
    pool = pool.subarray(count);
    return piece;
  };
}
