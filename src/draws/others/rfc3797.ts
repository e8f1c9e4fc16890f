import { createHash } from 'node:crypto';

/**
 * Who is selected by RFC 3797, with which others draw volunteers for a committee: for checking their draws; ours are by tickets.
 * @param key the published numbers in their canonical form: each ended by a dot, each source by a slash
 * @param pool how many are numbered, from 1
 * @returns the numbers selected, in order
 * @example rfc3797('9319./2.5.8.10.12./9.18.26.34.41.45./', 25, 3) // [17, 7, 2]
 */
export function rfc3797(key: string, pool: number, take: number): readonly number[] {
  const left = Array.from({ length: pool }, (_, index) => index + 1);
  return Array.from({ length: Math.min(take, pool) }, (_, nth) => {
    const mark = Buffer.from([nth >> 8, nth & 0xff]);
    const digest = createHash('md5').update(mark).update(key, 'ascii').update(mark).digest('hex');
    return left.splice(Number(BigInt(`0x${digest}`) % BigInt(left.length)), 1)[0] as number;
  });
}
