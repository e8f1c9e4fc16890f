import { CodedError } from '../../domain/errors/errors.js';
import type { Clock } from '../../domain/time/clock.js';

/** What calling WeChat's servers takes. */
export interface ApiSettings {
  readonly appId: string;
  /** 开发者密码 (AppSecret). */
  readonly appSecret: string;
  /** Without a slash at the end, such as `https://api.weixin.qq.com`. */
  readonly apiBase: string;
}

/** WeChat refused a call: with which code of its own, and what to do. */
export class WechatApiError extends CodedError {
  readonly code = 'wechat-refused';
  constructor(
    readonly errcode: number,
    remedy: string,
  ) {
    super(`WeChat refused with ${errcode}: ${remedy}`);
    this.name = 'WechatApiError';
  }
}

const callTimeoutMs = 8_000;
const marginMs = 5 * 60_000;
/** 40164: this machine's address is not on the account's list. Asking again would only be refused again. */
const addressNotAllowed = 40164;
const pauseMs = 10 * 60_000;

/**
 * The account's access token (稳定版接口调用凭据). `stable_token` gives every process the same one, so processes do not
 * invalidate each other's.
 */
export class AccessToken {
  private held: { readonly token: string; readonly until: number } | null = null;
  private asking: Promise<string> | null = null;
  private refusedUntil = 0;

  constructor(
    private readonly settings: ApiSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws WechatApiError when WeChat gives none */
  async get(): Promise<string> {
    if (this.held && this.clock.now() < this.held.until) return this.held.token;
    return this.ask(false);
  }

  /** Asks for another one, because this one was refused. */
  renew(): Promise<string> {
    this.held = null;
    return this.ask(true);
  }

  /** Callers that come together share one request. */
  private ask(isForced: boolean): Promise<string> {
    this.asking ??= this.fetch(isForced).finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async fetch(isForced: boolean): Promise<string> {
    const remedy = "add this machine's address to the IP list (IP白名单) of the account";
    if (this.clock.now() < this.refusedUntil) throw new WechatApiError(addressNotAllowed, remedy);
    const { appId: appid, appSecret: secret } = this.settings;
    const told = await callJson(this.settings, '/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid,
      secret,
      force_refresh: isForced,
    });
    const { access_token: token, expires_in: seconds, errcode } = told;
    if (typeof token === 'string' && token !== '' && typeof seconds === 'number') {
      this.held = { token, until: this.clock.now() + Math.max(0, seconds * 1000 - marginMs) };
      return token;
    }
    const code = typeof errcode === 'number' ? errcode : -1;
    if (code === addressNotAllowed) this.refusedUntil = this.clock.now() + pauseMs;
    throw new WechatApiError(code, code === addressNotAllowed ? remedy : 'check WECHAT_APP_ID and WECHAT_APP_SECRET');
  }
}

/** @param body null: nothing is posted, it is asked for. @throws Error when there is no answer in time, or none in JSON; never with the secret in its words */
export async function callJson(
  settings: ApiSettings,
  path: string,
  body: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(settings.apiBase + path, {
    ...(body !== null && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  // A proxy between may answer with a page of its own.
  const told: unknown = await response.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) return null;
    throw error;
  });
  if (typeof told !== 'object' || told === null) {
    throw new Error(`${settings.apiBase} answered ${response.status} with something else than WeChat would`);
  }
  return told as Readonly<Record<string, unknown>>;
}
