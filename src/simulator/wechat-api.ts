import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WechatApiAccount {
  readonly appId: string;
  readonly appSecret: string;
  /** Tells the time, in ms. */
  readonly now?: () => number;
}

/** A text that reached a person. */
export interface ArrivedText {
  readonly openid: string;
  readonly text: string;
}

/** A call that was made, whatever came of it. */
export interface ApiCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly errcode: number;
}

const tokenSeconds = 7_200;
const maxTextBytes = 2_048;
const takesForMs = 48 * 3_600_000;
/** How many messages an account may send in a row to somebody who does not write. */
const maxInARow = 5;

interface Person {
  readonly wroteAt: number;
  readonly sentSince: number;
}

/**
 * Stands in for WeChat's servers as the account calls them (api.weixin.qq.com): gives out access tokens, takes customer-service
 * messages, says which colleagues are signed in, and refuses what WeChat refuses, with its codes.
 * @example
 * const api = new WechatApi({ appId: 'wx1', appSecret: 'secret' });
 * const apiBase = await api.open();
 * api.wrote('o1'); // the person writes to the account: from now on it may answer
 * api.arrived; // [{ openid: 'o1', text: '…' }]
 */
export class WechatApi {
  readonly calls: ApiCall[] = [];
  readonly arrived: ArrivedText[] = [];
  /** The colleagues who are signed in, by their 客服帐号, with how many chats each has. */
  readonly online = new Map<string, number>();
  private readonly people = new Map<string, Person | 'left'>();
  private readonly forced = new Map<string, number>();
  private token: { readonly text: string; readonly until: number } | null = null;
  private readonly revoked = new Set<string>();
  private listeners: (() => void)[] = [];
  private readonly now: () => number;
  private readonly server: Server = createServer(async (request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(await this.answer(request)));
  });

  constructor(private readonly account: WechatApiAccount) {
    this.now = account.now ?? Date.now;
  }

  /** @returns the address to call instead of `https://api.weixin.qq.com` */
  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Somebody who follows the account writes to it. */
  wrote(openid: string): void {
    this.people.set(openid, { wroteAt: this.now(), sentSince: 0 });
  }

  /** Somebody leaves the account. */
  left(openid: string): void {
    this.people.set(openid, 'left');
  }

  /** The token in force is one no more, as when somebody else asked for another. */
  revokeToken(): void {
    if (this.token) this.revoked.add(this.token.text);
    this.token = null;
  }

  /** Answers a path with a code of WeChat's, until told 0; without anything else happening. */
  refuse(path: string, errcode: number): void {
    this.forced.set(path, errcode);
  }

  /** Waits until what has arrived fulfils a condition. */
  async until(condition: (arrived: readonly ArrivedText[]) => boolean): Promise<void> {
    while (!condition(this.arrived)) await new Promise<void>((resolve) => this.listeners.push(resolve));
  }

  private async answer(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://wechat');
    const body = await readBody(request);
    const answer = this.judge(request.method ?? '', pathname, searchParams.get('access_token'), body);
    const errcode = typeof answer.errcode === 'number' ? answer.errcode : 0;
    this.calls.push({ path: pathname, body: body ?? {}, errcode });
    return answer;
  }

  private judge(method: string, path: string, token: string | null, body: Readonly<Record<string, unknown>> | null) {
    const forced = this.forced.get(path) ?? 0;
    if (forced !== 0) return refusal(forced, 'refused');
    if (path === '/cgi-bin/customservice/getonlinekflist') {
      if (method !== 'GET') return refusal(43001, 'require GET method');
      return this.refuseToken(token) ?? this.listColleagues();
    }
    if (method !== 'POST') return refusal(43002, 'require POST method');
    if (body === null) return refusal(47001, 'data format error');
    if (path === '/cgi-bin/stable_token') return this.giveToken(body);
    if (path === '/cgi-bin/message/custom/send') return this.refuseToken(token) ?? this.take(body);
    return refusal(40066, 'invalid url');
  }

  private giveToken(body: Readonly<Record<string, unknown>>) {
    if (body.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
    if (body.appid !== this.account.appId) return refusal(40013, 'invalid appid');
    if (body.secret !== this.account.appSecret) return refusal(40125, 'invalid appsecret');
    // Everybody gets the same one, unless another is demanded or it has run out.
    if (!this.token || body.force_refresh === true || this.now() >= this.token.until) {
      this.token = { text: `token-${randomUUID()}`, until: this.now() + tokenSeconds * 1000 };
    }
    return { access_token: this.token.text, expires_in: Math.floor((this.token.until - this.now()) / 1000) };
  }

  private refuseToken(given: string | null) {
    if (given === null || given === '') return refusal(41001, 'access_token missing');
    if (this.revoked.has(given) || given !== this.token?.text) return refusal(40001, 'invalid credential');
    return this.now() >= this.token.until ? refusal(42001, 'access_token expired') : null;
  }

  private listColleagues(): Readonly<Record<string, unknown>> {
    const list = [...this.online].map(([kf_account, accepted_case], index) => {
      return { kf_account, status: 1, kf_id: String(1001 + index), accepted_case };
    });
    return { kf_online_list: list };
  }

  private take({ touser, msgtype, text }: Readonly<Record<string, unknown>>) {
    if (msgtype !== 'text') return refusal(40008, 'invalid message type');
    const content = typeof text === 'object' && text !== null && 'content' in text ? text.content : null;
    if (typeof content !== 'string' || content === '') return refusal(44004, 'empty content');
    if (Buffer.byteLength(content) > maxTextBytes) return refusal(45002, 'content size out of limit');
    const person = typeof touser === 'string' ? this.people.get(touser) : undefined;
    if (typeof touser !== 'string' || !person) return refusal(40003, 'invalid openid');
    if (person === 'left') return refusal(43004, 'require subscribe');
    if (this.now() - person.wroteAt > takesForMs) return refusal(45015, 'response out of time limit');
    if (person.sentSince >= maxInARow) return refusal(45047, 'out of response count limit');
    this.people.set(touser, { ...person, sentSince: person.sentSince + 1 });
    this.arrived.push({ openid: touser, text: content });
    for (const resolve of this.listeners.splice(0)) resolve();
    return { errcode: 0, errmsg: 'ok' };
  }
}

function refusal(errcode: number, errmsg: string): Readonly<Record<string, unknown>> {
  return { errcode, errmsg };
}

/** @returns null for what is not JSON in UTF-8 */
async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | null> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
