import { createHash, createHmac } from 'node:crypto';

/** What the protocol is called: the first words of every seed, and the version of every seal. */
export const protocol = 'yibo-draw/1';

/**
 * The key from which all seeds of a draw come: HKDF-Extract of RFC 5869 with SHA-256. It is bound to the seal: two draws that share a
 * round of the beacon have nothing in common, and a register that is changed afterwards changes every ticket.
 * @param salt the code (sealed draws), or the code's hash or nothing (public ones)
 * @param randomness of the beacon, 32 bytes
 * @param sealHash SHA-256 of the canonical seal, 32 bytes
 */
export function drawKey(salt: Uint8Array, randomness: Uint8Array, sealHash: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(randomness).update(sealHash).digest();
}

/**
 * The seed for one purpose (objects, team, place, bay …), so that the same small tickets do not decide two things: HKDF-Expand to 32 bytes.
 * @returns 64 hexadecimal digits, hashed as text by `Tickets`
 */
export function seedFor(key: Uint8Array, purpose: string): string {
  return createHmac('sha256', key).update(`${protocol}|${purpose}`).update(Uint8Array.of(1)).digest('hex');
}

/**
 * A chain of codes (密码链): each is the SHA-256 of the one before; the last stands in the seal. They are revealed backwards, so each one shows by itself that it was fixed when
 * the seal was made. The first revealed decides the draw, the ones before it the substitutes.
 * @returns `steps` hashes in hexadecimal: v1 … v(steps)
 * @example codeChain('secret', 5).at(-1) // stands in the seal; .at(-2) is revealed after the beacon
 */
export function codeChain(secret: string, steps: number): readonly string[] {
  const chain: string[] = [];
  let value: Uint8Array | string = secret;
  for (let nth = 0; nth < steps; nth++) {
    const next: Buffer = createHash('sha256').update(value).digest();
    chain.push(next.toString('hex'));
    value = next;
  }
  return chain;
}
