import { decodeAesKey, encrypt, sha1Signature } from '../src/channels/wechat/crypto.js';
import type { WechatSettings } from '../src/channels/wechat/settings.js';
import type { Forgery, Genuine } from './forgery.js';
import { wholeRequest } from './raw-wire.js';
import { secrets } from './requests.js';
import type { Seeded } from './seeded.js';

export type Mode = WechatSettings['mode'];

const token = secrets.WECHAT_TOKEN;
const key = decodeAesKey(secrets.WECHAT_ENCODING_AES_KEY);

/** What stands in a delivery's address. */
interface Stamp {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

interface Sealed extends Stamp {
  readonly encrypted: string;
  readonly seal: string;
}

/** WeChat's servers on one day, and whoever has seen what they send. */
export class SeenChat {
  private readonly person: string;
  private readonly plain: Stamp;
  private readonly sealed: Sealed;
  private readonly checked: Stamp;
  private serial = 0;

  /** @param nowSeconds by the service's clock */
  constructor(
    private readonly chance: Seeded,
    private readonly mode: Mode,
    private readonly nowSeconds: number,
  ) {
    this.person = `o${chance.hex(27)}`;
    this.plain = this.stamp();
    this.checked = this.stamp();
    this.sealed = this.seal(this.message('你好'));
  }

  /** What WeChat sends in this mode: an address check, and a message, whose stamps are used up so. */
  genuine(): readonly Genuine[] {
    const check = wholeRequest('GET', `/wechat/official?${query(this.checked)}&echostr=7`, {});
    const plain = post(query(this.plain), this.message('你好'));
    const compatible =
      this.mode === 'compatible' ? this.message('copy').replace('<xml>', '').replace('</xml>', '') : '';
    const sealed = post(sealedQuery(this.sealed), envelope(this.sealed.encrypted, compatible));
    const sent = this.mode === 'any' ? [check, plain, sealed] : [check, this.mode === 'plain' ? plain : sealed];
    return sent.map((bytes) => ({ bytes, isWhole: true }));
  }

  forge(): Forgery {
    const { kind, bytes } = this.chance.of(this.ways)();
    return { kind: `${this.mode} WeChat: ${kind}`, bytes, isWhole: true, isRetry: false };
  }

  private readonly ways: readonly (() => { kind: string; bytes: Buffer })[] = [
    () => ({ kind: 'unsigned', bytes: post('', this.message('a')) }),
    () => ({
      kind: 'signed by nobody',
      bytes: post(query({ ...this.stamp(), signature: this.chance.hex(40) }), this.message('a')),
    }),
    () => ({
      kind: 'signed with another token',
      bytes: post(query(this.stamp(this.chance.hex(16))), this.message('a')),
    }),
    () => ({
      kind: 'too old',
      bytes: post(query(this.stamp(token, this.nowSeconds - 601 - this.chance.below(1e6))), this.message('a')),
    }),
    () => ({
      kind: 'from the future',
      bytes: post(query(this.stamp(token, this.nowSeconds + 700 + this.chance.below(1e6))), this.message('a')),
    }),
    () => ({
      kind: 'time and nonce swapped',
      bytes: post(
        query({ ...this.plain, timestamp: this.plain.nonce, nonce: this.plain.timestamp }),
        this.message('a'),
      ),
    }),
    () => {
      const { timestamp, nonce } = this.plain;
      const cut = 1 + this.chance.below(9);
      const shifted = { timestamp: timestamp.slice(0, cut), nonce: timestamp.slice(cut) + nonce };
      return {
        kind: 'digits moved between time and nonce',
        bytes: post(query({ ...this.plain, ...shifted }), this.message('a')),
      };
    },
    () => ({
      kind: 'the stamp of a message, for another',
      bytes:
        this.mode === 'plain' || this.mode === 'any'
          ? post(query(this.plain), this.message('a'))
          : post(query(this.sealed), this.message('a')),
    }),
    () => ({
      kind: 'the stamp of the address check, for a message',
      bytes: post(query(this.checked), this.message('a')),
    }),
    () => ({
      kind: 'the stamp of the address check, for leaving',
      bytes: post(query(this.checked), this.event('unsubscribe')),
    }),
    () => ({
      kind: 'the stamp of a sealed message, for a plain one',
      bytes: post(query(this.mode === 'plain' ? this.plain : this.sealed), this.message('a')),
    }),
    () => ({
      kind: 'another message under a seal that was seen',
      bytes: post(sealedQuery(this.sealed), envelope(this.seal(this.message('a')).encrypted)),
    }),
    () => ({
      kind: 'sealed with another key',
      bytes: this.sendSealed(this.seal(this.message('a'), decodeAesKey(`${this.chance.hex(42)}A`))),
    }),
    () => ({
      kind: 'sealed for another account',
      bytes: this.sendSealed(this.seal(this.message('a'), key, `wx${this.chance.hex(16)}`)),
    }),
    () => ({
      kind: 'sealed without a seal',
      bytes: post(`${query(this.stamp())}&encrypt_type=aes`, envelope(this.sealed.encrypted)),
    }),
    () => ({
      kind: 'sealed, and signed by nobody',
      bytes: this.sendSealed({ ...this.seal(this.message('a')), seal: this.chance.hex(40) }),
    }),
    () => ({ kind: 'sealed long ago', bytes: this.sendSealed(this.seal(this.message('a', this.nowSeconds - 5000))) }),
    () => {
      const one = this.seal(this.message('a'));
      const at = this.chance.below(one.encrypted.length - 4);
      const bent = one.encrypted.slice(0, at) + (one.encrypted[at] === 'A' ? 'B' : 'A') + one.encrypted.slice(at + 1);
      return { kind: 'a sealed message with one sign changed', bytes: this.sendSealed({ ...one, encrypted: bent }) };
    },
    () => ({
      kind: 'an address check signed by nobody',
      bytes: wholeRequest(
        'GET',
        `/wechat/official?${query({ ...this.stamp(), signature: this.chance.hex(40) })}&echostr=1`,
        {},
      ),
    }),
    () => ({
      kind: 'a parameter twice',
      bytes: post(`${query(this.stamp())}&signature=${this.chance.hex(40)}`, this.message('a')),
    }),
    () => {
      // What is right in another mode is a forgery in this one.
      if (this.mode === 'any') return { kind: 'unsigned', bytes: post('', this.message('a')) };
      const isPlain = this.mode !== 'plain';
      const bytes = isPlain
        ? post(query(this.stamp()), this.message('a'))
        : this.sendSealed(this.seal(this.message('a')));
      return { kind: 'in another mode', bytes };
    },
  ];

  private sendSealed(one: Sealed): Buffer {
    const copy = this.mode === 'compatible' ? '<MsgType>text</MsgType>' : '';
    return post(sealedQuery(one), envelope(one.encrypted, copy));
  }

  private stamp(by: string = token, at = this.nowSeconds): Stamp {
    const timestamp = String(at);
    const nonce = String(100_000_000 + this.chance.below(899_999_999));
    return { timestamp, nonce, signature: sha1Signature(by, timestamp, nonce) };
  }

  private seal(message: string, by = key, appId: string = secrets.WECHAT_APP_ID): Sealed {
    const stamp = this.stamp();
    const encrypted = encrypt(message, by, appId, this.chance.bytes(16));
    return { ...stamp, encrypted, seal: sha1Signature(token, stamp.timestamp, stamp.nonce, encrypted) };
  }

  private message(words: string, at = this.nowSeconds): string {
    return `<xml>${this.header(at)}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${words}]]></Content><MsgId>${++this.serial}</MsgId></xml>`;
  }

  private event(name: string): string {
    return `<xml>${this.header(this.nowSeconds)}<MsgType>event</MsgType><Event>${name}</Event><EventKey></EventKey></xml>`;
  }

  private header(at: number): string {
    return `<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[${this.person}]]></FromUserName><CreateTime>${at}</CreateTime>`;
  }
}

function query({ timestamp, nonce, signature }: Stamp): string {
  return `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}

function sealedQuery(one: Sealed): string {
  return `${query(one)}&encrypt_type=aes&msg_signature=${one.seal}`;
}

function envelope(encrypted: string, copy = ''): string {
  return `<xml><ToUserName>gh_1</ToUserName>${copy}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}

function post(search: string, body: string): Buffer {
  return wholeRequest('POST', `/wechat/official?${search}`, { 'Content-Type': 'text/xml' }, body);
}
