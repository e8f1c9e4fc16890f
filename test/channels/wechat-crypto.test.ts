import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAesKey, decrypt, encrypt, sha1Signature, UnreadableCipher } from '../../src/channels/wechat/crypto.js';
import { sealed } from '../../src/channels/wechat/encode.js';
import { randomPool } from '../../src/web/random-pool.js';
import { official, wxJava } from './wechat/recorded.js';

const { token, appId } = official;
const key = decodeAesKey(official.encodingAesKey);

describe("WeChat's published examples", () => {
  test('the address check is signed', () => {
    const { timestamp, nonce, signature } = official.addressCheck;
    expect(sha1Signature(token, timestamp, nonce)).toBe(signature);
  });

  test('a plain message is signed, in whatever order its parts are given', () => {
    const { timestamp, nonce, signature } = official.plain;
    expect(sha1Signature(nonce, token, timestamp)).toBe(signature);
  });

  test('a message in safe mode is signed and decrypted', () => {
    const { timestamp, nonce, encrypted, msgSignature, plain } = official.safe;
    expect(sha1Signature(token, timestamp, nonce, encrypted)).toBe(msgSignature);
    expect(decrypt(encrypted, key)).toEqual({ plain, appId });
  });

  test('a message in safe mode is encrypted to the same text', () => {
    const { random, plain, encrypted } = official.safe;
    expect(encrypt(plain, key, appId, Buffer.from(random))).toBe(encrypted);
  });

  test('an answer is encrypted and signed', () => {
    const { plain, random, timestamp, nonce, msgSignature, encrypted } = official.reply;
    const written = sealed(plain, {
      format: 'json',
      random16: Buffer.from(random),
      ...{ key, appId, token, timestamp, nonce },
    });
    expect(JSON.parse(written)).toEqual({
      Encrypt: encrypted,
      MsgSignature: msgSignature,
      TimeStamp: 1713424427,
      Nonce: nonce,
    });
  });

  test('the example of WxJava is encrypted and decrypted', () => {
    const javaKey = decodeAesKey(wxJava.encodingAesKey);
    expect(encrypt(wxJava.plain, javaKey, wxJava.appId, Buffer.from(wxJava.random))).toBe(wxJava.encrypted);
    expect(decrypt(wxJava.encrypted, javaKey)).toEqual({ plain: wxJava.plain, appId: wxJava.appId });
  });
});

describe('padding', () => {
  test.each(Array.from({ length: 32 }, (_, index) => index + 1))('a pad of %i bytes is taken off', (padBytes) => {
    const plain = 'x'.repeat(96 - padBytes - 20 - appId.length);
    const encrypted = encrypt(plain, key, appId, Buffer.alloc(16, 7));
    expect(Buffer.from(encrypted, 'base64')).toHaveLength(96);
    expect(decrypt(encrypted, key)).toEqual({ plain, appId });
  });

  /** Encrypts bytes as they are, padding included. */
  const raw = (bytes: Buffer): string => {
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64');
  };
  const body = (padding: Buffer, length = 3): Buffer => {
    const header = Buffer.alloc(20, 1);
    header.writeUInt32BE(length, 16);
    return Buffer.concat([header, Buffer.from('abc'), Buffer.from(appId), padding]);
  };
  const fullPad = 64 - 20 - 3 - appId.length;

  test('the bodies below are right but for what is named', () => {
    expect(decrypt(raw(body(Buffer.alloc(fullPad, fullPad))), key)).toEqual({ plain: 'abc', appId });
  });

  test.each([
    ['a pad of 0', body(Buffer.alloc(fullPad, 0))],
    ['a pad of 33', Buffer.concat([body(Buffer.alloc(fullPad, fullPad)), Buffer.alloc(32, 33)])],
    ['a pad whose bytes differ', body(Buffer.concat([Buffer.from([9]), Buffer.alloc(fullPad - 1, fullPad)]))],
    ['a length beyond the end', body(Buffer.alloc(fullPad, fullPad), 4000)],
    ['a length of 4 GB', body(Buffer.alloc(fullPad, fullPad), 0xffff_ffff)],
    ['nothing but padding', Buffer.alloc(32, 32)],
  ])('%s is refused', (_name, bytes) => {
    expect(() => decrypt(raw(bytes), key)).toThrow(UnreadableCipher);
  });

  test.each(['', 'AAAA', '!!!!'])('%j is no whole number of blocks', (text) => {
    expect(() => decrypt(text, key)).toThrow(UnreadableCipher);
  });
});

describe('one message after another with the same key', () => {
  /** The same, with a cipher made for this message alone. */
  const alone = (plain: string, random16: Buffer): string => {
    const content = Buffer.concat([random16, lengthOf(plain), Buffer.from(plain + appId)]);
    const padBytes = 32 - (content.length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return cipher.update(Buffer.concat([content, Buffer.alloc(padBytes, padBytes)])).toString('base64');
  };
  const lengthOf = (plain: string): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(Buffer.byteLength(plain));
    return bytes;
  };
  const one = fc.record({
    plain: fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
    random: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    isDamaged: fc.boolean(),
  });

  test('nothing is carried over, neither from one that was encrypted nor from one that could not be opened', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (messages) => {
        for (const { plain, random, isDamaged } of messages) {
          const expected = alone(plain, Buffer.from(random));
          if (isDamaged) expect(() => decrypt(`${expected.slice(0, -44)}${'A'.repeat(43)}=`, key)).toThrow();
          expect(encrypt(plain, key, appId, Buffer.from(random))).toBe(expected);
          expect(decrypt(expected, key)).toEqual({ plain, appId });
        }
      }),
    );
  });
});

test.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, ' '.repeat(43)])('%j is no key', (text) => {
  expect(() => decodeAesKey(text)).toThrow(RangeError);
});

test('the pool of randomness gives nothing twice, however much is taken', () => {
  const take = randomPool();
  const pieces = Array.from({ length: 1000 }, () => take(20).toString('hex'));
  expect(new Set(pieces).size).toBe(1000);
  expect(pieces.every((piece) => piece.length === 40)).toBe(true);
  expect(take(10_000)).toHaveLength(10_000);
});
