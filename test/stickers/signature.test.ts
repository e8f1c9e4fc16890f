import { createPublicKey, hash, randomInt, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../src/stickers/base32.js';
import { KeyFolder, StickerKeysRefused } from '../../src/stickers/key-folder.js';
import { verifyOffline } from '../../src/stickers/offline.js';
import { readPublishedKeys } from '../../src/stickers/published-keys.js';
import { readStickerText } from '../../src/stickers/sticker-text.js';
import { bottle, car, issued, madeAt, newKeys, place } from './issued.js';

let made: Awaited<ReturnType<typeof newKeys>>;
beforeAll(async () => {
  made = await newKeys();
});
afterAll(() => made.remove());

const verdict = (text: string, keys = made.keys.keys) => verifyOffline(text, keys, place);
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.:/-$';

test('a sticker is a whole address in capitals, small enough for 45 modules, and says what it is on', () => {
  const { address } = issued(made.keys, car);
  expect(address).toMatch(
    /^HTTPS:\/\/HOTLINE\.EXAMPLE\/V\/221865233729\.1\.[0-9A-Z]{6}\.JTEBU5JR6G5003291\.[0-9A-Z]{103}$/,
  );
  expect(address.length).toBeLessThanOrEqual(178);
  expect(issued(made.keys, bottle).address).toContain('/W/409334585274.1.');
  expect(issued(made.keys, bottle).address).toContain('.20140805.');
});

test('what is signed is as docs/stickers.md says, and anybody can check it with nothing but the key', () => {
  const { address, sticker } = issued(made.keys, car);
  const [code, version, keyId, vin, signature = ''] = address.split('/V/')[1]?.split('.') ?? [];
  const key = made.keys.keys.get(keyId ?? '');
  const text = `yibo-sticker/${version}|car|HOTLINE.EXAMPLE|${code}|${vin}|${keyId}`;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key?.publicKey ?? '' }, format: 'jwk' });
  const bits = [...signature]
    .map((one) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from(
    bits
      .slice(0, 512)
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
  );
  expect(verify(null, Buffer.from(text), publicKey, bytes)).toBe(true);
  expect(verdict(address)).toMatchObject({ kind: 'signed', sticker, signedText: text });
});

test.each([
  ['ı for I', (address: string) => address.replace('HOTLINE', 'HOTLıNE')],
  ['ß for SS', (address: string) => address.replace('HOTLINE.EXAMPLE', 'PAß.EXAMPLE')],
  ['ı in the VIN', (address: string) => address.replace('JTEBU', 'JTEıU')],
])('letters that only look like those of a sticker make it no sticker of ours: %s', (_, forge) => {
  const { address: ours } = issued(made.keys, car);
  const forged = forge(ours);
  expect(forged).not.toBe(ours);
  for (const own of [place, 'PASS.EXAMPLE']) {
    expect(readStickerText(forged, own)).toEqual({ kind: 'malformed', page: 'car' });
    expect(inBrowser(forged, own)).toBeNull();
  }
  expect(inBrowser(ours.toLowerCase(), place)).toMatchObject({ place, page: 'V' });
  expect(readStickerText('https://hotlıne.example/V/221865233729', place)).toBeNull();
});

/** What the page reads, without its page. */
function inBrowser(text: string, ownPlace: string): unknown {
  const script = readFileSync('src/portal/assets/verify.js', 'utf8');
  class Nothing {}
  const page = { document: { querySelector: () => null }, text, ownPlace };
  const elements = { HTMLFormElement: Nothing, HTMLElement: Nothing, HTMLInputElement: Nothing };
  return runInNewContext(`${script}\nread(text, ownPlace)`, { ...page, ...elements });
}

test('small letters, spaces and the code without its address are read alike', () => {
  const { address, sticker } = issued(made.keys, bottle);
  const code = address.split('/W/')[1] ?? '';
  for (const text of [
    address.toLowerCase(),
    ` ${address.replace('.1.', ' .1.\n')}`,
    code,
    address.replace('HTTPS', 'http'),
    `${address}/`,
  ])
    expect(verdict(text)).toMatchObject({ kind: 'signed', sticker });
});

describe('one changed character', () => {
  test.each([
    ['a car', car],
    ['a bottle', bottle],
  ])('of %s is refused, whichever it is', (_, record) => {
    const { address } = issued(made.keys, record);
    const begin = 'HTTPS://'.length;
    for (let at = begin; at < address.length; at++) {
      const other = alphabet[(alphabet.indexOf(address[at] ?? '') + 1 + (at % 39)) % alphabet.length] ?? '';
      const changed = address.slice(0, at) + other + address.slice(at + 1);
      expect(verdict(changed).kind, changed).not.toBe('signed');
    }
  });

  test('another VIN, another site and another key are told apart', () => {
    const { address, sticker } = issued(made.keys, car);
    expect(verdict(address.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'))).toMatchObject({
      ...{ kind: 'wrong-signature', why: 'bad-signature' },
    });
    expect(verdict(address.replace('HOTLINE', 'H0TLINE'))).toMatchObject({
      kind: 'wrong-signature',
      why: 'other-site',
    });
    expect(verdict(address.replace(sticker.keyId, 'AAAAAA'))).toMatchObject({
      kind: 'wrong-signature',
      why: 'unknown-key',
    });
    expect(verdict(address.slice(0, -1))).toMatchObject({ kind: 'wrong-signature', why: 'malformed' });
    expect(verdict('https://hotline.example/v/221865233729')).toMatchObject({ kind: 'no-signature' });
    expect(verdict('https://shop.example/v/index.html')).toMatchObject({ kind: 'no-sticker' });
  });

  test('at the end, where bits are left over, is no other spelling of the same', () => {
    const { address } = issued(made.keys, car);
    for (const last of '123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      const changed = address.slice(0, -1) + last;
      if (changed !== address) expect(verdict(changed).kind, last).toBe('wrong-signature');
    }
  });
});

test('of 10,000 forged codes none is accepted', async () => {
  const foreign = await newKeys();
  const { keyId } = issued(made.keys, car).sticker;
  const theirs = [car, bottle].map((record) => issued(foreign.keys, record));
  const ours = [car, bottle].map((record) => issued(made.keys, record).address);
  const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const kinds = new Map<string, number>();
  for (let no = 0; no < 10_000; no++) {
    const [address = ''] = [ours[no % 2]];
    const forged =
      [
        // Signed by somebody else under our key's name.
        () => (theirs[no % 2]?.address ?? '').replace(theirs[no % 2]?.sticker.keyId ?? '', keyId),
        // A genuine signature on another number, as whoever prints a row of stickers would do.
        () => address.replace(/\/([VW])\/\d{12}/, (_, page) => `/${page}/${String(no).padStart(12, '7')}`),
        // Some characters of the signature are others.
        () => {
          const at = address.length - 103 + randomInt(103);
          const other = characters[(characters.indexOf(address[at] ?? '') + 1 + randomInt(31)) % 32] ?? '';
          return address.slice(0, at) + other + address.slice(at + 1);
        },
        // A signature of nothing.
        () => address.slice(0, -103) + toBase32(hash('sha512', `forged ${no}`, 'buffer')),
      ][no % 4]?.() ?? '';
    const { kind } = verdict(forged);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  foreign.remove();
  expect([...kinds]).toEqual([['wrong-signature', 10_000]]);
});

test('base32 is read as it is written, and in no other way', () => {
  for (let length = 0; length <= 64; length++) {
    const bytes = hash('sha512', String(length), 'buffer').subarray(0, length);
    expect(fromBase32(toBase32(bytes), length)?.toString()).toBe(new Uint8Array(bytes).toString());
    if (length % 5 !== 0) expect(fromBase32(`${toBase32(bytes).slice(0, -1)}Z`, length)).toBeNull();
  }
  expect(fromBase32('OO', 1)).toBeNull();
});

describe('keys', () => {
  test('a new one signs, and what was signed before stays good', async () => {
    const own = await newKeys();
    const before = issued(own.keys, car);
    const key = await own.keys.add(madeAt + 1);
    const after = issued(own.keys, car);
    expect(after.sticker.keyId).toBe(key.id);
    for (const { address } of [before, after]) expect(verdict(address, own.keys.keys).kind).toBe('signed');
    expect(own.keys.keys.get(before.sticker.keyId)?.retiredAt).toBe(new Date(madeAt + 1).toISOString());
    own.remove();
  });

  test('one that was lost is refused without the record, and another process knows it at once', async () => {
    const own = await newKeys();
    const elsewhere = new KeyFolder(join(own.folder, 'keys'));
    const { address, sticker } = issued(own.keys, car);
    expect(verdict(address, elsewhere.keys).kind).toBe('signed');
    await own.keys.revoke(sticker.keyId, madeAt + 1);
    expect(verdict(address, elsewhere.keys)).toMatchObject({ kind: 'key-revoked', sticker });
    expect(() => own.keys.signing).toThrow(StickerKeysRefused);
    await expect(own.keys.revoke('NOSUCH', madeAt)).rejects.toThrow(/"NOSUCH" is no key. Known are: /);
    own.remove();
  });

  test('the secret half is readable by its owner alone, and is in no list of keys', () => {
    const [key] = made.keys.keys.values();
    const pem = join(made.folder, 'keys', `${key?.id}.pem`);
    expect(statSync(pem).mode & 0o777).toBe(0o600);
    expect(statSync(join(made.folder, 'keys')).mode & 0o077).toBe(0);
    const list = readFileSync(join(made.folder, 'keys/keys.json'), 'utf8');
    expect(Object.keys(JSON.parse(list).keys[0])).toEqual(['id', 'publicKey', 'from', 'retiredAt', 'revokedFrom']);
  });

  test('a list in which a key was exchanged is not believed', async () => {
    const foreign = await newKeys();
    const [[, ours] = [], [, theirs] = []] = [[...made.keys.keys][0] ?? [], [...foreign.keys.keys][0] ?? []];
    expect(readPublishedKeys(JSON.stringify({ keys: [{ ...ours, publicKey: theirs?.publicKey }] }))).toMatch(
      /was changed/,
    );
    expect(readPublishedKeys('{}')).toMatch(/no list of public keys/);
    foreign.remove();
  });
});
