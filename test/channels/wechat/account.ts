import { once } from 'node:events';
import { createServer, type Server, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import type { WechatDependencies } from '../../../src/channels/wechat/chat.js';
import { decodeAesKey, decrypt, encrypt, sha1Signature } from '../../../src/channels/wechat/crypto.js';
import { wechatEntry } from '../../../src/channels/wechat/entry.js';
import type { SetAside } from '../../../src/domain/care/aside.js';
import type { Conversation } from '../../../src/domain/conversation/conversation.js';
import type { Reply } from '../../../src/domain/conversation/reply.js';
import type { Answer, StampStore } from '../../../src/domain/conversation/stores.js';
import type { Turn } from '../../../src/domain/conversation/turn.js';
import { Refusals } from '../../../src/web/refusals.js';
import { serveEntries } from '../../../src/web/serve-entries.js';

export const settings = {
  appId: 'wxba5fad812f8e6fb9',
  token: 'AAAAA',
  encodingAesKeys: ['A'.repeat(43), 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
  maxAgeSeconds: null,
  mode: 'any' as const,
};
export const nowSeconds = 1714112445;
export const openId = 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY';

const conversation: Conversation = {
  id: 'c',
  channel: 'wechat',
  personId: openId,
  revision: 1,
  contentVersion: 'v',
  startedAt: 0,
  updatedAt: 0,
  place: { at: 'menu', menu: 'main' },
  silences: 0,
  noMatches: 0,
  hungUp: false,
};

/** Stamps as the database keeps them, for as long as a test goes. */
export class FakeStamps implements StampStore {
  readonly used = new Map<string, string>();

  async use(signature: string, deliveryId: string): Promise<boolean> {
    const first = this.used.get(signature) ?? deliveryId;
    this.used.set(signature, first);
    return first === deliveryId;
  }

  async remove(): Promise<number> {
    return 0;
  }
}

/** Stands in for dialogue: keeps every turn, answers each delivery once, and gives retries the stored answer. */
export class FakeTurns {
  readonly turns: Turn[] = [];
  /** How many deliveries have come, retries among them. */
  deliveries = 0;
  readonly forgotten: string[] = [];
  readonly answers = new Map<string, Promise<Answer>>();
  respond: (turn: Turn) => readonly Reply[] | Promise<readonly Reply[]> = () => [{ verb: 'say', words: '您好' }];

  take(turn: Turn, encode: (replies: readonly Reply[], conversation: Conversation) => Answer): Promise<Answer> {
    this.deliveries += 1;
    const stored = this.answers.get(turn.deliveryId);
    if (stored) return stored;
    this.turns.push(turn);
    const answer = (async () => encode(await this.respond(turn), conversation))();
    this.answers.set(turn.deliveryId, answer);
    return answer;
  }

  async forget(conversationId: string): Promise<void> {
    this.forgotten.push(conversationId);
  }
}

export interface Heard {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The account on a real server on loopback, and what WeChat's servers would send to it. */
export class Account {
  readonly turns = new FakeTurns();
  readonly stamps = new FakeStamps();
  readonly logged: Record<string, unknown>[] = [];
  readonly setAside: SetAside[] = [];
  /** What was counted, as `wechat shape`. */
  readonly refused: string[] = [];
  /** The address in the account's console. */
  path = '/wechat/official';
  private readonly server: Server;
  private nonce = 0;
  private messages = 0;

  constructor(more: Partial<WechatDependencies> = {}) {
    const log = pino({ level: 'debug' }, { write: (line: string) => this.logged.push(JSON.parse(line)) });
    const clock = { now: () => nowSeconds * 1000 + 500 };
    const refusals = new Refusals(log, clock, (channel, reason) => this.refused.push(`${channel} ${reason}`));
    const { turns, stamps } = this;
    const aside = { keep: (one: SetAside) => void this.setAside.push(one) };
    const parts = { settings, turns, stamps, clock, log, refusals, aside, sorry: () => '抱歉，出了点问题。' };
    const entry = wechatEntry({ ...parts, ...more });
    this.server = createServer(serveEntries([entry], (_request, response) => response.writeHead(404).end(), log));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  request(method: string, query: string, body?: string | Buffer, headers: Record<string, string> = {}): Promise<Heard> {
    const { port } = this.server.address() as AddressInfo;
    const path = `${this.path}${query === '' ? '' : `?${query}`}`;
    return new Promise((resolve, reject) => {
      const outgoing = send({ host: '127.0.0.1', port, method, path, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: got } = incoming;
          resolve({ status: statusCode, type: got['content-type'] ?? '', headers: got, body: text });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** Sends a delivery whose body never ends. @returns how the answer begins */
  async begin(query: string): Promise<string> {
    const socket = connect((this.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `POST ${this.path}?${query} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 65536\r\n\r\n<xml>`,
    );
    const [heard] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return heard.toString();
  }

  /** A fresh signed address, as every delivery has one. */
  signedQuery(more: Record<string, string> = {}): string {
    const timestamp = String(nowSeconds);
    const nonce = String(++this.nonce);
    const signature = sha1Signature(settings.token, timestamp, nonce);
    return new URLSearchParams({ signature, timestamp, nonce, openid: openId, ...more }).toString();
  }

  post(body: string | Buffer, query = this.signedQuery(), type = 'text/xml'): Promise<Heard> {
    return this.request('POST', query, body, { 'Content-Type': type });
  }

  /** @returns the address and body of an encrypted delivery */
  encrypted(plain: string, options: EncryptOptions = {}): { query: string; body: string } {
    const { key = settings.encodingAesKeys[0] ?? '', appId = settings.appId, format = 'xml', beside = '' } = options;
    const timestamp = String(nowSeconds);
    const nonce = String(++this.nonce);
    const text = encrypt(plain, decodeAesKey(key), appId, Buffer.from('0123456789abcdef'));
    const query = new URLSearchParams({
      signature: sha1Signature(settings.token, timestamp, nonce),
      ...{ timestamp, nonce, openid: openId, encrypt_type: 'aes' },
      msg_signature: sha1Signature(settings.token, timestamp, nonce, text),
    }).toString();
    const xml = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>${beside}<Encrypt><![CDATA[${text}]]></Encrypt></xml>`;
    return { query, body: format === 'xml' ? xml : JSON.stringify({ ToUserName: 'gh_1', Encrypt: text }) };
  }

  /** A message nobody sent before. */
  xml(fields: Record<string, string>): string {
    const header = { ToUserName: 'gh_1', FromUserName: openId, CreateTime: String(nowSeconds) };
    const id = fields.MsgType === 'event' ? {} : { MsgId: String(24506374893564000n + BigInt(++this.messages)) };
    const all = Object.entries({ ...header, ...fields, ...id });
    return `<xml>${all.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('\n')}</xml>`;
  }

  text(content: string): string {
    return this.xml({ MsgType: 'text', Content: content });
  }
}

export interface EncryptOptions {
  readonly key?: string;
  readonly appId?: string;
  readonly format?: 'xml' | 'json';
  /** Plain fields sent beside the encrypted ones (compatible mode). */
  readonly beside?: string;
}

/** Opens our encrypted answer as WeChat would, checking its signature. */
export function openAnswer(body: string, key = settings.encodingAesKeys[0] ?? ''): string {
  const isJson = body.startsWith('{');
  const json: Record<string, unknown> = isJson ? JSON.parse(body) : {};
  const read = (name: string): string =>
    isJson
      ? String(json[name])
      : (new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(body)?.[1] ?? '');
  const expected = sha1Signature(settings.token, read('TimeStamp'), read('Nonce'), read('Encrypt'));
  if (read('MsgSignature') !== expected) throw new Error(`the answer's signature does not fit: ${body}`);
  const { plain, appId } = decrypt(read('Encrypt'), decodeAesKey(key));
  if (appId !== settings.appId) throw new Error(`the answer carries another appid: ${appId}`);
  return plain;
}
