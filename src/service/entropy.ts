import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Entropy } from '../domain/chance.js';

/** Chance nobody can foresee. */
export const systemEntropy: Entropy = {
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
};

/** @returns 32 bytes, hex: what the nonces of a release are made with */
export function newSalt(): string {
  return randomBytes(32).toString('hex');
}

/** The same chance for the same seed, so that a rehearsal can be repeated. */
export function seededEntropy(seed: string): Entropy {
  let drawn = 0;
  return {
    digits(count) {
      const hash = createHash('sha256').update(`${seed}:${drawn++}`).digest();
      return Array.from({ length: count }, (_, index) => (hash[index % hash.length] ?? 0) % 10).join('');
    },
  };
}
