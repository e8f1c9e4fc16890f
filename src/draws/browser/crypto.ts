import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer, type Bytes } from './buffer.js';

/** What of `node:crypto` the checking of a draw asks for, over @noble/hashes: `src/bundle.js` puts it in its place. Browsers hash by themselves only asynchronously. */
type Encoding = 'hex' | 'binary';

interface Running {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Something that is hashed piece by piece. */
class Digest {
  constructor(private readonly running: Running) {}

  update(data: string | Uint8Array, encoding: 'utf8' | 'hex' = 'utf8'): this {
    this.running.update(typeof data === 'string' ? Buffer.from(data, encoding) : data);
    return this;
  }

  digest(): Bytes;
  digest(encoding: Encoding): string;
  digest(encoding?: Encoding): Bytes | string {
    const bytes = Buffer.from(this.running.digest());
    if (encoding === 'binary') return String.fromCharCode(...bytes);
    return encoding === 'hex' ? bytes.toString('hex') : bytes;
  }
}

function expectSha256(algorithm: string): void {
  if (algorithm !== 'sha256') throw new TypeError(`draws are hashed by sha256, not ${algorithm}`);
}

export function createHash(algorithm: string): Digest {
  expectSha256(algorithm);
  return new Digest(sha256.create());
}

export function createHmac(algorithm: string, key: Uint8Array): Digest {
  expectSha256(algorithm);
  return new Digest(hmac.create(sha256, key));
}

export function hash(algorithm: string, data: string, encoding: Encoding): string {
  return createHash(algorithm).update(data).digest(encoding);
}
