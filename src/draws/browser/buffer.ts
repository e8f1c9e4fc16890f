import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes in a browser, with what of Node's Buffer the checking of a draw asks for: `src/bundle.js` puts it in Buffer's place. */
export class Bytes extends Uint8Array {
  override toString(encoding?: 'hex'): string {
    if (encoding !== 'hex') throw new TypeError('bytes are written in hexadecimal only');
    return bytesToHex(this);
  }

  writeUInt32BE(value: number): void {
    view(this).setUint32(0, value);
  }

  writeBigUInt64BE(value: bigint): void {
    view(this).setBigUint64(0, value);
  }
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function from(value: string | ArrayLike<number>, encoding: 'utf8' | 'hex' = 'utf8'): Bytes {
  if (typeof value !== 'string') return new Bytes(value);
  return new Bytes(encoding === 'hex' ? hexToBytes(value) : utf8ToBytes(value));
}

/** @returns below 0 where one comes before the other, above 0 where it comes after */
function compare(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}

export const Buffer = { from, compare, alloc: (length: number) => new Bytes(length) };
