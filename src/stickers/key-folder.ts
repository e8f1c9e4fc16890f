import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../domain/errors/errors.js';
import type { StickerKey } from '../domain/stickers/sticker.js';
import { NameTaken, writeFileWhole } from '../files/whole-file.js';
import { type PublishedKeys, readPublishedKeys, writtenKeys } from './published-keys.js';
import { keyIdOf } from './signature.js';

/** Keys of stickers that cannot be read, or cannot do what is asked of them; the message says what to do. */
export class StickerKeysRefused extends CodedError {
  readonly code = 'sticker-keys-refused';
}

/** A key that signs, with its secret half. */
export interface SigningKey {
  readonly key: StickerKey;
  readonly privateKey: KeyObject;
}

const none: PublishedKeys = new Map();
const onlyOwner = 0o600;
const ownersFolder = 0o700;

/**
 * The folder of the keys: `keys.json` has the public ones with their validity, and is all that the service reads; `ID.pem` is the secret
 * half of one, read by whoever signs, and may be elsewhere meanwhile. Nothing of it is in the database, in a backup or in an export.
 */
export class KeyFolder {
  private readonly file: string;
  private read: { readonly stamp: string; readonly keys: PublishedKeys } | null = null;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'keys.json');
  }

  /**
   * The public keys as they are now: a key that was made or revoked meanwhile is known at once.
   * @throws StickerKeysRefused for a file that cannot be read
   */
  get keys(): PublishedKeys {
    const stats = statSync(this.file, { throwIfNoEntry: false });
    if (!stats) return none;
    const stamp = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    if (this.read?.stamp !== stamp) this.read = { stamp, keys: keysIn(this.file) };
    return this.read.keys;
  }

  /** @throws StickerKeysRefused where nothing signs, or its secret half is not here */
  get signing(): SigningKey {
    const key = [...this.keys.values()].findLast(isSigning);
    if (!key) throw new StickerKeysRefused(`No key in ${this.folder} signs. Make one: npx yibo sticker keys new`);
    const file = join(this.folder, `${key.id}.pem`);
    try {
      const privateKey = createPrivateKey(readFileSync(file));
      if (publicHalf(privateKey) === key.publicKey) return { key, privateKey };
    } catch {
      // Said below.
    }
    const remedy = 'Bring it back from where it is kept, or make a new one: npx yibo sticker keys new';
    throw new StickerKeysRefused(`${file} is not there, or is not the secret half of the key ${key.id}. ${remedy}`);
  }

  /**
   * Makes a key that signs from now on; the one before signs no more, and what it signed stays good.
   * @param at in ms since 1970
   */
  async add(at: number): Promise<StickerKey> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const publicKey = publicHalf(privateKey);
    const now = new Date(at).toISOString();
    const key = {
      id: keyIdOf(Buffer.from(publicKey, 'base64url')),
      publicKey,
      from: now,
      retiredAt: null,
      revokedFrom: null,
    };
    const before = [...this.keys.values()].map((one) => (isSigning(one) ? { ...one, retiredAt: now } : one));
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await this.write(`${key.id}.pem`, pem, false);
    await this.write('keys.json', writtenKeys([...before, key]), before.length > 0);
    return key;
  }

  /** Makes the first key, unless there is one; of two processes that start together, both have the same. */
  async addFirst(at: number): Promise<void> {
    if (this.keys.size > 0) return;
    try {
      await this.add(at);
    } catch (error) {
      if (!(error instanceof NameTaken)) throw error;
    }
  }

  /**
   * From a moment on, nothing that was signed under this key is believed unless it was on record before.
   * @throws StickerKeysRefused where there is no such key
   */
  async revoke(id: string, from: number): Promise<StickerKey> {
    const key = this.keys.get(id.toUpperCase());
    if (!key)
      throw new StickerKeysRefused(`"${id}" is no key. Known are: ${[...this.keys.keys()].join(', ') || 'none'}.`);
    const revoked = { ...key, revokedFrom: new Date(from).toISOString() };
    const all = [...this.keys.values()].map((one) => (one === key ? revoked : one));
    await this.write('keys.json', writtenKeys(all), true);
    return revoked;
  }

  private async write(name: string, text: string, replace: boolean): Promise<void> {
    const options = { replace, folderMode: ownersFolder, ...(name.endsWith('.pem') && { mode: onlyOwner }) };
    await writeFileWhole(join(this.folder, name), (target) => pipeline([text], target), options);
  }
}

function isSigning({ retiredAt, revokedFrom }: StickerKey): boolean {
  return retiredAt === null && revokedFrom === null;
}

/** @returns the public half, 32 bytes in base64url */
function publicHalf(privateKey: KeyObject): string {
  return String(createPublicKey(privateKey).export({ format: 'jwk' }).x);
}

function keysIn(file: string): PublishedKeys {
  const read = readPublishedKeys(readFileSync(file, 'utf8'));
  if (typeof read !== 'string') return read;
  throw new StickerKeysRefused(`${file} ${read}`);
}
