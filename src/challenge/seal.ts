import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** What a challenge is, as its form carries it where nobody can read it. */
export interface SealedChallenge {
  readonly digits: string;
  /** The form that it is for, such as `progress`: no other takes it. */
  readonly target: string;
  /** In milliseconds since 1970. */
  readonly endsAt: number;
}

const cipher = 'aes-256-gcm';
const [nonceBytes, proofBytes, timeBytes] = [12, 16, 6];

/** How many digits a code has: no letters, so that the sound needs no alphabet, and nobody takes an I for a 1. */
export const codeDigits = 5;

/** Closes and opens challenges, with a key that all processes on one database make from its secret. */
export class Seal {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', secret).update('challenge').digest();
  }

  /** @returns a name for the challenge, of letters, digits, `-` and `_`: another each time */
  close({ digits, target, endsAt }: SealedChallenge): string {
    const nonce = randomBytes(nonceBytes);
    const closing = createCipheriv(cipher, this.key, nonce);
    const time = Buffer.alloc(timeBytes);
    time.writeUIntBE(endsAt, 0, timeBytes);
    const body = Buffer.concat([closing.update(time), closing.update(digits + target, 'utf8'), closing.final()]);
    return Buffer.concat([nonce, body, closing.getAuthTag()]).toString('base64url');
  }

  /** @returns null where it was not closed with this key, or was changed since */
  open(id: string): SealedChallenge | null {
    const bytes = Buffer.from(id, 'base64url');
    if (bytes.length < nonceBytes + timeBytes + codeDigits + proofBytes || bytes.toString('base64url') !== id)
      return null;
    const opening = createDecipheriv(cipher, this.key, bytes.subarray(0, nonceBytes), { authTagLength: proofBytes });
    opening.setAuthTag(bytes.subarray(-proofBytes));
    try {
      const body = Buffer.concat([opening.update(bytes.subarray(nonceBytes, -proofBytes)), opening.final()]);
      const text = body.toString('utf8', timeBytes);
      return {
        digits: text.slice(0, codeDigits),
        target: text.slice(codeDigits),
        endsAt: body.readUIntBE(0, timeBytes),
      };
    } catch {
      return null;
    }
  }
}
