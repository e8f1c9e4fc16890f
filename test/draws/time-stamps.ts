import { der, tags } from '../../src/draws/stamp/der.js';

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const id = (hex: string) => der(tags.objectId, bytesOf(hex));
const text = (words: string) => Uint8Array.from(words, (one) => one.charCodeAt(0));

/** What of a time stamp a test says otherwise. */
interface Change {
  /** The identifier of the hash that was stamped, and of what the token is. */
  readonly algorithm?: string;
  readonly kind?: string;
  readonly time?: string;
}

/** `20261129100000Z` */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replaceAll(/[-:T]|\.\d+Z/g, '')}Z`;
}

/**
 * A time-stamp token as an authority makes it, up to where its certificates and signature stand: those are for `openssl ts -verify`, and nobody looks at them here.
 * @param hash what is stamped, in hexadecimal
 * @param at seconds since 1970
 */
export function tokenOver(hash: string, at: number, change: Change = {}): Uint8Array {
  const algorithm = der(tags.sequence, id(change.algorithm ?? '608648016503040201'), der(0x05));
  const info = der(
    tags.sequence,
    der(tags.integer, [1]),
    id('2a030401'),
    der(tags.sequence, algorithm, der(tags.octets, bytesOf(hash))),
    der(tags.integer, [4, 210]),
    der(tags.generalizedTime, text(change.time ?? timeOf(at))),
  );
  const content = der(
    tags.sequence,
    id(change.kind ?? '2a864886f70d0109100104'),
    der(tags.explicit0, der(tags.octets, info)),
  );
  // Longer than 127 bytes: with what would be certificates.
  const signed = der(tags.sequence, der(tags.integer, [3]), der(0x31), content, der(0xa0, new Uint8Array(300)));
  return der(tags.sequence, id('2a864886f70d010702'), der(tags.explicit0, signed));
}

/** The same in base64, as a bundle has it. */
export function stampOver(hash: string, at: number, change: Change = {}): string {
  return Buffer.from(tokenOver(hash, at, change)).toString('base64');
}
