import { DeliveryRefused } from '../../web/delivery-refused.js';
import { isSameSecret } from '../../web/same-secret.js';
import { decodeAesKey, decrypt, sha1Signature, UnreadableCipher } from './crypto.js';
import { type Envelope, type Format, findSealed, readEnvelope } from './envelope.js';
import type { WechatSettings } from './settings.js';

/** What came with a request in its address; a parameter given twice is a list, and counts as missing. */
export type Query = Readonly<Record<string, unknown>>;

/** That a request's address was signed by WeChat, not long ago. */
export interface Stamp {
  /** The signature of token, timestamp and nonce, which covers nothing of the body. */
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** A delivery that WeChat signed, out of its cipher. */
export interface OpenedDelivery extends Envelope {
  readonly stamp: Stamp;
  /** How it was encrypted, and so must be answered; null: not at all. */
  readonly cipher: { readonly key: Buffer; readonly format: Format } | null;
}

interface Unsealed extends Pick<OpenedDelivery, 'cipher'> {
  readonly envelope: Envelope;
}

const signatureShape = /^[0-9a-f]{40}$/;

/** Checks who sent a delivery, and opens it. WeChat signs the address in every mode: that is checked before anything of the body is read. */
export class DeliveryOpener {
  private readonly keys: readonly Buffer[];

  constructor(private readonly settings: WechatSettings) {
    this.keys = settings.encodingAesKeys.map(decodeAesKey);
  }

  /**
   * Checks the address of a request.
   * @throws DeliveryRefused when WeChat did not sign it, or too long ago
   */
  checkAddress(query: Query, nowMs: number): Stamp {
    const { timestamp, nonce, signature } = query;
    // Ten digits are the seconds from 2001 to 2286, and keep a nonce from standing in for them.
    const isShaped = isText(timestamp, /^\d{10}$/) && isText(nonce, /^[A-Za-z0-9]{1,64}$/);
    if (!isShaped || !isText(signature, signatureShape)) throw new DeliveryRefused('unsigned');
    if (!isSameSecret(signature, sha1Signature(this.settings.token, timestamp, nonce))) throw wrong();
    this.requireAge(Number(timestamp), nowMs);
    return { signature, timestamp, nonce };
  }

  /**
   * @returns the signature that covers the sealed message too; null where the address speaks of none
   * @throws DeliveryRefused when the account is set to another mode than the address speaks of
   */
  sealOf({ encrypt_type, msg_signature }: Query): string | null {
    const { mode } = this.settings;
    const isSealed = encrypt_type === 'aes' || msg_signature !== undefined;
    if (mode !== 'any' && (mode === 'plain') === isSealed) throw otherMode(isSealed ? 'encrypted' : 'plain');
    if (!isSealed) return null;
    if (!isText(msg_signature, signatureShape)) throw new DeliveryRefused('unsigned');
    return msg_signature;
  }

  /**
   * Opens a delivery whose address is right. Where anything is encrypted only that counts, under a signature of its own: of the
   * compatible mode's two copies the plain one is not even read.
   * @throws DeliveryRefused when the sealed message is not WeChat's, comes in another mode than the account's,
   * or has a shape that nobody could read
   */
  open(stamp: Stamp, seal: string | null, body: Buffer, nowMs: number): OpenedDelivery {
    const text = body.toString('utf8');
    const { envelope, cipher } = seal === null ? plain(text) : this.unseal(stamp, seal, text);
    const { format, fields } = envelope;
    if (fields.CreateTime !== undefined) this.requireAge(Number(fields.CreateTime), nowMs);
    return { format, fields, stamp, cipher };
  }

  private unseal({ timestamp, nonce }: Stamp, seal: string, text: string): Unsealed {
    const sealed = findSealed(text);
    if (!sealed) throw new DeliveryRefused('signature', { words: 'Forbidden: nothing is sealed.' });
    const { encrypted, format, hasCopy } = sealed;
    if (!isSameSecret(seal, sha1Signature(this.settings.token, timestamp, nonce, encrypted))) throw wrong();
    const mode = hasCopy ? 'compatible' : 'safe';
    if (this.settings.mode !== 'any' && this.settings.mode !== mode) throw otherMode(mode);
    for (const key of this.keys) {
      const envelope = this.tryKey(encrypted, key);
      if (envelope) return { envelope, cipher: { key, format } };
    }
    const hint = 'no key opens it for this appid: check WECHAT_ENCODING_AES_KEY and WECHAT_APP_ID';
    throw new DeliveryRefused('cipher', { hint });
  }

  private tryKey(encrypted: string, key: Buffer): Envelope | null {
    try {
      const { plain, appId } = decrypt(encrypted, key);
      return appId === this.settings.appId ? readEnvelope(plain) : null;
    } catch (error) {
      if (error instanceof UnreadableCipher) return null;
      throw error;
    }
  }

  private requireAge(seconds: number, nowMs: number): void {
    const { maxAgeSeconds } = this.settings;
    if (maxAgeSeconds === null || Math.abs(nowMs / 1000 - seconds) <= maxAgeSeconds) return;
    throw new DeliveryRefused('age', { hint: 'if this repeats, check the clock of this machine' });
  }
}

function plain(text: string): Unsealed {
  return { envelope: readEnvelope(text), cipher: null };
}

function isText(value: unknown, shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value);
}

function wrong(): DeliveryRefused {
  return new DeliveryRefused('signature', { hint: 'compare WECHAT_TOKEN with the console of the account' });
}

function otherMode(mode: string): DeliveryRefused {
  return new DeliveryRefused('mode', { hint: `it came ${mode}: compare WECHAT_MODE with the console of the account` });
}
