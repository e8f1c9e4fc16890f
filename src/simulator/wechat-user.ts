import { randomBytes, randomInt } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeAesKey, decrypt, encrypt, sha1Signature } from '../channels/wechat/crypto.js';
import { ProviderRefusal } from './refusal.js';
import { deliver, type WireRequest, type WireTurn } from './wire.js';

export interface WechatAccount {
  readonly deliverTo: string;
  readonly publicBaseUrl: string;
  readonly appId: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

export interface WechatManner {
  readonly mode?: 'plain' | 'compatible' | 'safe';
  readonly format?: 'xml' | 'json';
  /** Tells the time, in ms; messages carry it. */
  readonly now?: () => number;
}

/** What the person sees of an answer. */
export type ChatReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'transfer'; readonly account: string | null }
  /** WeChat brought it to the colleague who has the chat; the account never saw it. */
  | { readonly kind: 'colleague' }
  | { readonly kind: 'none' };

type Message = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const officialPath = '/wechat/official';
const answerMs = 5_000;
const maxTextBytes = 2_047;

const parser = new XMLParser({ parseTagValue: false, trimValues: false, processEntities: true });

/**
 * A person in WeChat, and WeChat's servers between them and the account: signs and seals messages, and refuses answers
 * that WeChat would not show.
 */
export class WechatUser {
  readonly openid = `o${randomBytes(15).toString('base64url').slice(0, 27)}`;
  readonly accountId = 'gh_97417a04a28d';
  readonly turns: WireTurn[] = [];
  private readonly key: Buffer;
  private lastRequest: WireRequest | null = null;
  private isEvent = false;
  private hasColleague = false;

  constructor(
    private readonly account: WechatAccount,
    private readonly manner: WechatManner = {},
  ) {
    this.key = decodeAesKey(account.encodingAesKey);
  }

  say(text: string): Promise<ChatReply> {
    return this.send({ MsgType: 'text', Content: text, MsgId: messageId() });
  }

  /** @param recognition what WeChat understood; null where the account has no recognition of speech switched on */
  voice(recognition: string | null): Promise<ChatReply> {
    const understood: Message = recognition === null ? {} : { Recognition: recognition };
    return this.send({ MsgType: 'voice', MediaId: 'media', Format: 'amr', ...understood, MsgId: messageId() });
  }

  picture(): Promise<ChatReply> {
    const picture = { PicUrl: 'https://mmbiz.qpic.cn/picture', MediaId: 'media' };
    return this.send({ MsgType: 'image', ...picture, MsgId: messageId() });
  }

  /** @param label the place's name, which may be empty; it lies in the harbour of Tianjin */
  place(label: string): Promise<ChatReply> {
    const spot = { Location_X: '38.987654', Location_Y: '117.786543', Scale: '15', Label: label };
    return this.send({ MsgType: 'location', ...spot, MsgId: messageId() });
  }

  /** A sticker (表情) reaches an account only as WeChat's own words about it. */
  sticker(): Promise<ChatReply> {
    return this.say('【收到不支持的消息类型，暂无法显示】');
  }

  /** Follows the account, maybe by scanning a code of its own. */
  follow(scene?: string): Promise<ChatReply> {
    return this.event('subscribe', scene === undefined ? '' : `qrscene_${scene}`);
  }

  unfollow(): Promise<ChatReply> {
    return this.event('unsubscribe', '');
  }

  /** Taps a button of the account's menu. */
  tap(target: string): Promise<ChatReply> {
    return this.event('CLICK', target);
  }

  /** Scans a code with the menu's scan button. */
  scan(result: string): Promise<ChatReply> {
    return this.event('scancode_waitmsg', 'scan', { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result } });
  }

  /** A colleague takes the chat (接入会话): from now on messages go to them, and events still to the account. */
  async colleagueTakes(account = 'kf2001@tjgj'): Promise<ChatReply> {
    const reply = await this.event('kf_create_session', '', { KfAccount: account });
    this.hasColleague = true;
    return reply;
  }

  /** A colleague ends the chat (关闭会话). */
  colleagueEnds(account = 'kf2001@tjgj'): Promise<ChatReply> {
    this.hasColleague = false;
    return this.event('kf_close_session', '', { KfAccount: account, CloseType: 'KF' });
  }

  event(name: string, key: string, more: Message = {}): Promise<ChatReply> {
    return this.send({ MsgType: 'event', Event: name, EventKey: key, ...more });
  }

  /** Sends the last message once more, as a retry. @returns the body as it came */
  async redeliver(): Promise<string> {
    if (!this.lastRequest) throw new ProviderRefusal('wechat', 'nothing was delivered yet');
    const turn = await deliver(this.lastRequest, this.account, answerMs);
    this.turns.push(turn);
    return turn.answer;
  }

  private async send(own: Message): Promise<ChatReply> {
    this.isEvent = own.MsgType === 'event';
    if (this.hasColleague && !this.isEvent) return { kind: 'colleague' };
    const createTime = String(Math.floor((this.manner.now ?? Date.now)() / 1000));
    const message: Message = { ToUserName: this.accountId, FromUserName: this.openid, CreateTime: createTime, ...own };
    const request = this.seal(message, createTime);
    this.lastRequest = request;
    const turn = await deliver(request, this.account, answerMs);
    this.turns.push(turn);
    return this.read(turn);
  }

  private seal(message: Message, timestamp: string): WireRequest {
    const { mode = 'safe', format = 'xml' } = this.manner;
    const nonce = String(randomInt(100_000_000, 999_999_999));
    const plain = write(message, format);
    const signature = sha1Signature(this.account.token, timestamp, nonce);
    const query: Record<string, string> = { signature, timestamp, nonce, openid: this.openid };
    let body = plain;
    if (mode !== 'plain') {
      const sealed = encrypt(plain, this.key, this.account.appId, randomBytes(16));
      query.encrypt_type = 'aes';
      query.msg_signature = sha1Signature(this.account.token, timestamp, nonce, sealed);
      const envelope: Message = mode === 'compatible' ? message : { ToUserName: this.accountId };
      body = write({ ...envelope, Encrypt: sealed }, format);
    }
    const url = `${this.account.publicBaseUrl}${officialPath}?${new URLSearchParams(query)}`;
    const headers = { 'Content-Type': format === 'json' ? 'application/json' : 'text/xml' };
    return { url, headers, body, parameters: { message: plain } };
  }

  private read(turn: WireTurn): ChatReply {
    if (turn.answer === 'success' || turn.answer === '') return { kind: 'none' };
    const outer = parse(turn.answer);
    const isSealed = (this.manner.mode ?? 'safe') !== 'plain';
    const reply = isSealed ? this.open(outer) : outer;
    if (reply.ToUserName !== this.openid || reply.FromUserName !== this.accountId) {
      throw new ProviderRefusal('wechat', 'the answer is not addressed from the account to the person');
    }
    if (!/^\d+$/.test(text(reply.CreateTime))) throw new ProviderRefusal('wechat', 'the answer has no CreateTime');
    switch (reply.MsgType) {
      case 'text': {
        const content = text(reply.Content);
        const bytes = Buffer.byteLength(content);
        if (bytes === 0 || bytes > maxTextBytes) throw new ProviderRefusal('wechat', `a text of ${bytes} bytes`);
        return { kind: 'text', text: content };
      }
      case 'transfer_customer_service': {
        if (this.isEvent) throw new ProviderRefusal('wechat', 'an event cannot be passed on to a colleague');
        const info = reply.TransInfo;
        const account =
          typeof info === 'object' && info !== null ? text((info as Record<string, unknown>).KfAccount) : '';
        return { kind: 'transfer', account: account === '' ? null : account };
      }
      default:
        throw new ProviderRefusal('wechat', `MsgType "${text(reply.MsgType)}" is none`);
    }
  }

  private open(outer: Record<string, unknown>): Record<string, unknown> {
    const sealed = text(outer.Encrypt);
    const parts = [text(outer.TimeStamp), text(outer.Nonce), sealed];
    if (sha1Signature(this.account.token, ...parts) !== outer.MsgSignature) {
      throw new ProviderRefusal('wechat', 'the MsgSignature of the answer does not fit');
    }
    const { plain, appId } = decrypt(sealed, this.key);
    if (appId !== this.account.appId) throw new ProviderRefusal('wechat', 'the answer is of another account');
    return parse(plain);
  }
}

function messageId(): string {
  return String(randomInt(1_000_000_000, 281_474_976_710_655));
}

function write(message: Message, format: 'xml' | 'json'): string {
  return format === 'json' ? JSON.stringify(message) : `<xml>${elements(message)}</xml>`;
}

/** They stand in XML without CDATA. */
const numbers = new Set(['CreateTime', 'MsgId', 'Location_X', 'Location_Y', 'Scale']);

function elements(message: Message): string {
  return Object.entries(message)
    .map(([name, value]) => {
      if (typeof value !== 'string') return `<${name}>${elements(value)}</${name}>`;
      const isNumber = numbers.has(name);
      // WeChat splits and escapes nothing in it, whatever people write.
      const content = isNumber ? value : `<![CDATA[${value}]]>`;
      return `<${name}>${content}</${name}>`;
    })
    .join('\n');
}

function parse(body: string): Record<string, unknown> {
  if (body.trimStart().startsWith('{')) return JSON.parse(body) as Record<string, unknown>;
  if (XMLValidator.validate(body) !== true) throw new ProviderRefusal('wechat', `no XML: ${body.slice(0, 120)}`);
  const parsed = parser.parse(body) as { xml?: Record<string, unknown> };
  if (!parsed.xml || typeof parsed.xml !== 'object') throw new ProviderRefusal('wechat', 'the answer is no <xml>');
  return parsed.xml;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
