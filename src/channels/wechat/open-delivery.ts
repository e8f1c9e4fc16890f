import { Refused, refusalWith } from '../../web/refusal.js';
import { decodeAesKey, decrypt, isSameSignature, sha1Signature, UnreadableCipher } from './crypto.js';
import { type Envelope, type Fields, type Format, readEnvelope, Unreadable } from './envelope.js';
import type { WechatSettings } from './settings.js';

/** A delivery that does not prove it is WeChat's. `hint` is for the operator, when the signature itself was right. */
export class Forbidden extends Refused {
  constructor(
    reason: string,
    readonly hint?: string,
  ) {
    super(refusalWith('forbidden', `Forbidden: ${reason}.`));
  }
}

/** What came with a request in its address. */
export type Query = Readonly<Record<string, unknown>>;

/** A delivery that WeChat signed, out of its cipher. */
export interface OpenedDelivery extends Envelope {
  /** The signature of token, timestamp and nonce, as we computed it. */
  readonly signature: string;
  /** How it was encrypted, and so must be answered; null: not at all. */
  readonly cipher: { readonly key: Buffer; readonly format: Format } | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Checks who sent a delivery, and opens it. */
export class DeliveryOpener {
  private readonly keys: readonly Buffer[];

  constructor(private readonly settings: WechatSettings) {
    this.keys = settings.encodingAesKeys.map(decodeAesKey);
  }

  /**
   * The address check (接入验证) and the plain mode: `signature` over token, timestamp and nonce.
   * @returns the signature
   * @throws Forbidden when it does not fit
   */
  checkAddress(query: Query): string {
    const expected = sha1Signature(this.settings.token, ...stampOf(query));
    requireSame(query.signature, expected);
    return expected;
  }

  /**
   * Opens a delivery in any of the three modes. Where anything is encrypted, only `msg_signature` counts, and of the
   * compatible mode's two copies only the encrypted one.
   * @throws Forbidden when WeChat did not send it or sent it too long ago
   * @throws Unreadable when nobody could read it
   */
  open(query: Query, body: Buffer, nowMs: number): OpenedDelivery {
    const isSaidEncrypted = query.encrypt_type === 'aes' || query.msg_signature !== undefined;
    const stamp = stampOf(query);
    // Without a word about encryption, nothing of the body is looked at before the sender has proved itself.
    if (!isSaidEncrypted) this.checkAddress(query);
    const outer = readEnvelope(textOf(body));
    const { Encrypt } = outer.fields;
    const isEncrypted = isSaidEncrypted || Encrypt !== undefined;
    const delivery = isEncrypted ? this.decipher(query, stamp, outer) : { ...outer, cipher: null };
    this.checkAge(stamp[0], nowMs);
    return { ...delivery, signature: sha1Signature(this.settings.token, ...stamp) };
  }

  private decipher(query: Query, stamp: Stamp, outer: Envelope): Omit<OpenedDelivery, 'signature'> {
    const { Encrypt } = outer.fields;
    if (Encrypt === undefined) throw new Unreadable('Bad request: Encrypt is missing.');
    requireSame(query.msg_signature, sha1Signature(this.settings.token, ...stamp, Encrypt));
    for (const key of this.keys) {
      const opened = this.tryKey(Encrypt, key);
      if (opened) return { ...opened, cipher: { key, format: outer.format } };
    }
    const hint = 'no key opens it for this appid: check WECHAT_ENCODING_AES_KEY and WECHAT_APP_ID';
    throw new Forbidden('the message cannot be decrypted', hint);
  }

  private tryKey(encrypted: string, key: Buffer): { format: Format; fields: Fields } | null {
    try {
      const { plain, appId } = decrypt(encrypted, key);
      return appId === this.settings.appId ? readEnvelope(plain) : null;
    } catch (error) {
      if (error instanceof UnreadableCipher) return null;
      throw error;
    }
  }

  private checkAge(timestamp: string, nowMs: number): void {
    const { maxAgeSeconds } = this.settings;
    if (maxAgeSeconds === null || Math.abs(nowMs / 1000 - Number(timestamp)) <= maxAgeSeconds) return;
    throw new Forbidden('the timestamp is too far from now', 'if this repeats, check the clock of this machine');
  }
}

type Stamp = readonly [timestamp: string, nonce: string];

/** A parameter given twice arrives as a list, and counts as missing. */
function stampOf({ timestamp, nonce }: Query): Stamp {
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) throw notSigned();
  if (typeof nonce !== 'string' || nonce.length < 1 || nonce.length > 128) throw notSigned();
  return [timestamp, nonce];
}

function requireSame(given: unknown, expected: string): void {
  if (typeof given !== 'string' || !isSameSignature(given, expected)) throw notSigned();
}

function notSigned(): Forbidden {
  return new Forbidden('the signature does not fit');
}

function textOf(body: Buffer): string {
  if (body.length === 0) throw new Unreadable('Bad request: the body is empty.');
  try {
    return utf8.decode(body);
  } catch {
    throw new Unreadable('Bad request: the body is not UTF-8.');
  }
}
