import { hash } from 'node:crypto';
import { CodedError } from '../../domain/errors/errors.js';
import { blockBytes, blocksWith } from './blocks.js';

/** WeChat pads to 32 bytes, although the cipher's own block has 16. */
const paddedBlockBytes = 32;
const randomBytesLength = 16;
/** The random part, then the message's length in 4 bytes. */
const headerBytes = randomBytesLength + 4;

/** Thrown for a message that none of our keys opens, or that opens to something WeChat never wrote. */
export class UnreadableCipher extends CodedError {
  readonly code = 'unreadable-cipher';
}

/**
 * Signs the way WeChat does: the parts sorted, joined and hashed with SHA-1.
 * @param parts token, timestamp, nonce, and for `msg_signature` the Encrypt text too
 * @returns 40 hexadecimal digits in lower case
 */
export function sha1Signature(...parts: string[]): string {
  return hash('sha1', parts.sort().join(''));
}

/**
 * Decodes an EncodingAESKey (消息加解密密钥).
 * @param encodingAesKey 43 characters: base64 without its `=`; the account console gives letters and digits only
 * @returns the 32 bytes of the key
 * @throws RangeError when it has another shape
 */
export function decodeAesKey(encodingAesKey: string): Buffer {
  if (!/^[0-9A-Za-z+/]{43}$/.test(encodingAesKey)) throw new RangeError('an EncodingAESKey has 43 letters and digits');
  return Buffer.from(encodingAesKey, 'base64');
}

/**
 * Encrypts a message: AES-256-CBC over 16 random bytes, the length (4 bytes, big endian), the message and the appid.
 * @param key 32 bytes, from `decodeAesKey`
 * @param random16 exactly 16 random bytes
 * @returns base64, the text of `Encrypt`
 */
export function encrypt(plain: string, key: Buffer, appId: string, random16: Buffer): string {
  if (random16.length !== randomBytesLength) throw new RangeError('the random part has exactly 16 bytes');
  const messageBytes = Buffer.byteLength(plain);
  const contentBytes = headerBytes + messageBytes + Buffer.byteLength(appId);
  const padBytes = paddedBlockBytes - (contentBytes % paddedBlockBytes);
  const padded = Buffer.alloc(blockBytes + contentBytes + padBytes, padBytes);
  const content = padded.subarray(blockBytes);
  random16.copy(content);
  content.writeUInt32BE(messageBytes, randomBytesLength);
  content.write(plain, headerBytes);
  content.write(appId, headerBytes + messageBytes);
  return blocksWith(key).encrypt(padded).toString('base64');
}

/**
 * Decrypts the text of `Encrypt`. Whether the appid is ours is for the caller to check.
 * @param encrypted base64
 * @param key 32 bytes, from `decodeAesKey`
 * @throws UnreadableCipher when the key is another one or the text was damaged
 */
export function decrypt(encrypted: string, key: Buffer): { plain: string; appId: string } {
  const bytes = Buffer.allocUnsafe(blockBytes + Buffer.byteLength(encrypted, 'base64'));
  const length = bytes.write(encrypted, blockBytes, 'base64');
  if (length === 0 || length % blockBytes !== 0) throw new UnreadableCipher('not a whole number of blocks');
  const content = unpad(blocksWith(key).decrypt(bytes.subarray(0, blockBytes + length)));
  if (content.length < headerBytes) throw new UnreadableCipher('too short for a message');
  const messageEnd = headerBytes + content.readUInt32BE(randomBytesLength);
  if (messageEnd > content.length) throw new UnreadableCipher('the length does not fit');
  return { plain: content.toString('utf8', headerBytes, messageEnd), appId: content.toString('utf8', messageEnd) };
}

/** Takes 1 to 32 equal bytes off the end: genuine messages are padded by 21 and by 30. */
function unpad(padded: Buffer): Buffer {
  const padBytes = padded.at(-1) ?? 0;
  if (padBytes < 1 || padBytes > paddedBlockBytes || padBytes > padded.length)
    throw new UnreadableCipher('bad padding');
  const end = padded.length - padBytes;
  if (padded.subarray(end).some((byte) => byte !== padBytes)) throw new UnreadableCipher('bad padding');
  return padded.subarray(0, end);
}
