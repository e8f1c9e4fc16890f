import { DerFault, type DerValue, der, derAt, tags } from './der.js';

/** What a time stamp (时间戳, RFC 3161) says. Who says it is not looked at: that is for `openssl ts -verify`. */
export interface TimeStamp {
  /** What was stamped: a SHA-256, in hexadecimal. */
  readonly imprint: string;
  /** When, in whole seconds since 1970. */
  readonly at: number;
}

/** Contents of object identifiers: SHA-256; signed data; the information of a time stamp. */
const sha256Id = '608648016503040201';
const signedDataId = '2a864886f70d010702';
const tstInfoId = '2a864886f70d0109100104';

/**
 * Reads a time-stamp token: signed data around what was stamped, and when.
 * @throws DerFault where it is none, or one of another hash than SHA-256
 */
export function readTimeStamp(bytes: Uint8Array): TimeStamp {
  const token = derAt(bytes, 0, bytes.length, tags.sequence);
  if (token.end !== bytes.length) throw new DerFault('there is more than a token');
  const type = expectId(bytes, token.start, token.end, signedDataId);
  const wrapped = derAt(bytes, type.end, token.end, tags.explicit0);
  const signed = derAt(bytes, wrapped.start, wrapped.end, tags.sequence);
  const version = derAt(bytes, signed.start, signed.end, tags.integer);
  const algorithms = derAt(bytes, version.end, signed.end, 0x31);
  const content = derAt(bytes, algorithms.end, signed.end, tags.sequence);
  const contentType = expectId(bytes, content.start, content.end, tstInfoId);
  const inner = derAt(bytes, contentType.end, content.end, tags.explicit0);
  const octets = derAt(bytes, inner.start, inner.end, tags.octets);
  return readInfo(bytes, derAt(bytes, octets.start, octets.end, tags.sequence));
}

/** TSTInfo: version, policy, what was stamped, serial number, when; what comes after is not looked at. */
function readInfo(bytes: Uint8Array, info: DerValue): TimeStamp {
  const version = derAt(bytes, info.start, info.end, tags.integer);
  const policy = derAt(bytes, version.end, info.end, tags.objectId);
  const stamped = derAt(bytes, policy.end, info.end, tags.sequence);
  const algorithm = derAt(bytes, stamped.start, stamped.end, tags.sequence);
  expectId(bytes, algorithm.start, algorithm.end, sha256Id);
  const imprint = derAt(bytes, algorithm.end, stamped.end, tags.octets);
  const serial = derAt(bytes, stamped.end, info.end, tags.integer);
  const time = derAt(bytes, serial.end, info.end, tags.generalizedTime);
  const text = String.fromCharCode(...bytes.subarray(time.start, Math.min(time.end, time.start + 40)));
  return { imprint: hexOf(bytes, imprint), at: secondsOf(text) };
}

function expectId(bytes: Uint8Array, at: number, limit: number, id: string): DerValue {
  const found = derAt(bytes, at, limit, tags.objectId);
  if (hexOf(bytes, found) !== id) throw new DerFault(`it is of another kind than a time stamp over SHA-256`);
  return found;
}

function hexOf(bytes: Uint8Array, { start, end }: DerValue): string {
  return [...bytes.subarray(start, end)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `20261129100000.25Z`, always of UTC. */
function secondsOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(written);
  // A day that no month has, or a year before the first, is moved to another by some programs, and refused by others.
  if (year === '0000' || Number.isNaN(ms) || new Date(ms).toISOString() !== written)
    throw new DerFault(`"${text}" is no time of a time stamp`);
  return ms / 1000;
}

/**
 * Asks for a time stamp (TimeStampReq) over a hash, with the authority's certificate in the answer. No nonce: the hash is of a seal that nobody else has,
 * and the stamp is looked at by what it says, whenever it came.
 * @param hash SHA-256 in hexadecimal
 */
export function timeStampRequest(hash: string): Uint8Array {
  const digest = Uint8Array.from(hash.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const algorithm = der(tags.sequence, der(tags.objectId, idBytes(sha256Id)), der(0x05));
  const imprint = der(tags.sequence, algorithm, der(tags.octets, digest));
  return der(tags.sequence, der(tags.integer, [1]), imprint, der(0x01, [0xff]));
}

function idBytes(id: string): Uint8Array {
  return Uint8Array.from(id.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/**
 * The token of what an authority answered (TimeStampResp), or the token itself.
 * @throws DerFault where it answered that it refuses
 */
export function tokenIn(bytes: Uint8Array): Uint8Array {
  const outer = derAt(bytes, 0, bytes.length, tags.sequence);
  if (bytes[outer.start] !== tags.sequence) return bytes;
  const info = derAt(bytes, outer.start, outer.end, tags.sequence);
  const status = derAt(bytes, info.start, info.end, tags.integer);
  const granted = status.end === status.start + 1 && (bytes[status.start] ?? 9) <= 1;
  if (!granted || info.end >= outer.end) throw new DerFault('the authority answered without a stamp: it refused');
  return bytes.slice(info.end, outer.end);
}
