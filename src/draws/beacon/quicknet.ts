import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { BeaconChain } from './rounds.js';

/** drand's quicknet, run by the League of Entropy since August 2023. @see https://docs.drand.love */
export const quicknet: BeaconChain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  periodSeconds: 3,
  genesis: 1_692_803_367,
  scheme: 'bls-unchained-g1-rfc9380',
};

/**
 * Whether a signature is the beacon's for a round: SHA-256(round in eight bytes), hashed to G1 as RFC 9380 says, signed with the chain's key.
 * Whatever is no point of the right group is refused like any other that is wrong.
 * @param signature 48 bytes of G1, compressed, in hexadecimal
 * @returns the randomness, SHA-256(signature), in hexadecimal; null when it is refused. It is derived, never read: relays of version 2 do not send it.
 */
export function randomnessOf(chain: BeaconChain, round: number, signature: string): string | null {
  if (!Number.isSafeInteger(round) || round < 1 || !/^[0-9a-f]{96}$/.test(signature)) return null;
  const asked = `${chain.publicKey} ${round} ${signature}`;
  const known = verified.get(asked);
  if (known !== undefined) return known;
  const randomness = verify(chain, round, signature);
  if (verified.size >= mostVerified) verified.clear();
  verified.set(asked, randomness);
  return randomness;
}

/** A pairing takes 50 ms; whoever checks the draws of a day asks for the same rounds again and again. */
const verified = new Map<string, string | null>();
const mostVerified = 1_000;

function verify(chain: BeaconChain, round: number, signature: string): string | null {
  const { shortSignatures } = bls12_381;
  const message = createHash('sha256').update(bytesOfRound(round)).digest();
  try {
    const hashed = shortSignatures.hash(message, domain);
    const isRight = shortSignatures.verify(Buffer.from(signature, 'hex'), hashed, Buffer.from(chain.publicKey, 'hex'));
    return isRight ? createHash('sha256').update(signature, 'hex').digest('hex') : null;
  } catch {
    // A bit that was changed gives no point of the curve, or none of the subgroup.
    return null;
  }
}

/** Which hash of messages to points the beacon uses (DST of RFC 9380). */
const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

function bytesOfRound(round: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(round));
  return bytes;
}
