import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto';

/** What AES works on at a time. */
export const blockBytes = 16;

/**
 * AES-256-CBC that begins each message with the same block, the key's first half, as WeChat has it. The cipher is made once for a key:
 * making one takes as long as a whole message. What it carries over from the message before is taken out by one block in front.
 */
class Blocks {
  private readonly cipher: Cipher;
  private readonly decipher: Decipher;
  private readonly start: Buffer;
  /** What becomes the starting block when nothing is carried over to it. */
  private readonly beforeStart: Buffer;
  private readonly carried: Buffer;

  constructor(key: Buffer) {
    this.start = Buffer.from(key.subarray(0, blockBytes));
    this.beforeStart = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(this.start);
    this.cipher = createCipheriv('aes-256-cbc', key, this.start).setAutoPadding(false);
    this.decipher = createDecipheriv('aes-256-cbc', key, this.start).setAutoPadding(false);
    this.carried = Buffer.from(this.start);
  }

  /** @param message whole blocks, after one that is written here */
  encrypt(message: Buffer): Buffer {
    for (let at = 0; at < blockBytes; at++) {
      message[at] = (this.beforeStart[at] as number) ^ (this.carried[at] as number);
    }
    const encrypted = this.cipher.update(message);
    encrypted.copy(this.carried, 0, encrypted.length - blockBytes);
    return encrypted.subarray(blockBytes);
  }

  /** @param message whole blocks, after one that is written here */
  decrypt(message: Buffer): Buffer {
    this.start.copy(message);
    return this.decipher.update(message).subarray(blockBytes);
  }
}

const cached = new WeakMap<Buffer, Blocks>();

/** @param key 32 bytes @returns what encrypts and decrypts with it, one message after another */
export function blocksWith(key: Buffer): Blocks {
  const known = cached.get(key);
  if (known) return known;
  const made = new Blocks(key);
  cached.set(key, made);
  return made;
}
