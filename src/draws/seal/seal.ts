import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import type { SealedBeacon } from '../beacon/sealed-beacon.js';
import { drawKey } from '../chance/seed.js';
import type { RegisterRelease } from '../register/register-release.js';

/**
 * What is promised before a draw (封存书), and hashed. Rules of a system add fields of their own: `take`, `teams`, `stations`.
 */
export interface Seal {
  readonly v: string;
  /** The draw's number, without gaps in its system: `TJ2026-CC-0001`. */
  readonly draw: string;
  readonly system: string;
  /** `public`: whoever has the beacon can compute it. `sealed`: a code is revealed afterwards. */
  readonly mode: 'public' | 'sealed';
  readonly rule: { readonly id: string; readonly [name: string]: Json };
  /** With the release that its rows come from, where they are published. */
  readonly register: { readonly root: string; readonly size: number; readonly release?: RegisterRelease };
  /** What is waited for: a round of quicknet, numbers that two accounts type, or the codes of the seal itself (弱证明). */
  readonly beacon: SealedBeacon;
  /** The last of a chain of codes, and how long the chain is. */
  readonly code?: { readonly hash: string; readonly steps: number };
  /** Seconds since 1970. Without it nobody can say whether the round was known: a verifier says `cannot be known`. */
  readonly sealed_at?: number;
  readonly reveal_by?: number;
  /** The hash of the seal before; null for the first. */
  readonly previous: string | null;
  readonly [name: string]: Json | undefined;
}

/** SHA-256 of the canonical seal, in hexadecimal. */
export function sealHash(seal: Seal): string {
  return createHash('sha256')
    .update(canonicalJson(seal as Json))
    .digest('hex');
}

/**
 * The key of a draw: from the beacon (nothing of a chain of codes), its seal, and its salt: the revealed code of a sealed draw; the code's hash, or nothing where there is no code, of a public one.
 * @param revealed in hexadecimal; null in public mode
 */
export function keyOf(seal: Seal, randomness: string, revealed: string | null): Buffer {
  const salt = seal.mode === 'sealed' ? revealed : seal.code?.hash;
  if (salt === null) throw new RangeError('a sealed draw is computed with its code, which is not revealed');
  return drawKey(Buffer.from(salt ?? '', 'hex'), Buffer.from(randomness, 'hex'), Buffer.from(sealHash(seal), 'hex'));
}
