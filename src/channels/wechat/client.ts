import { cutToBytes } from '../../domain/language/cut-to-bytes.js';
import { Undeliverable } from '../../domain/outbox/sender.js';
import type { Clock } from '../../domain/time/clock.js';
import { AccessToken, type ApiSettings, callJson, WechatApiError } from './access-token.js';
import { maxTextBytes } from './encode.js';

/** The customer-service interface (客服消息): answers that come after WeChat has stopped waiting. */
export interface CustomerService {
  /**
   * @throws Undeliverable when WeChat will never take it
   * @throws WechatApiError saying what else WeChat refused and what to do
   */
  sendText(openId: string, text: string): Promise<void>;
}

/** A colleague (客服) who is signed in. */
export interface KfColleague {
  /** 客服帐号, such as `kf2001@tjgj`. */
  readonly account: string;
  /** How many chats they have. */
  readonly chats: number;
  /** How many they take; null where WeChat does not say. */
  readonly mostChats: number | null;
}

const staleToken = new Set([40001, 40014, 42001]);

/** WeChat will never take the message, however often it is asked. */
const neverTaken: ReadonlyMap<number, string> = new Map([
  [40003, 'the person is unknown to this account: check WECHAT_APP_ID'],
  [43004, 'the person has left the account'],
  [45015, 'the person wrote more than 48 hours ago: WeChat takes no message to them any more'],
]);

/** What an operator can do about a refusal. */
const remedies: ReadonlyMap<number, string> = new Map([
  [45047, 'too many messages in a row: wait for the person to write again'],
  [48001, 'the account may not use this interface: ask for it in the console'],
]);

/** Sends through WeChat's servers; a token that went stale is renewed once. */
export class WechatClient implements CustomerService {
  private readonly token: AccessToken;

  constructor(
    private readonly settings: ApiSettings,
    clock: Clock,
  ) {
    this.token = new AccessToken(settings, clock);
  }

  async sendText(openId: string, text: string): Promise<void> {
    const message = { touser: openId, msgtype: 'text', text: { content: cutToBytes(text, maxTextBytes) } };
    const { code } = await this.call('/cgi-bin/message/custom/send', message);
    const never = neverTaken.get(code);
    if (never !== undefined) throw new Undeliverable(`WeChat refused with ${code}: ${never}`);
    if (code !== 0) throw refusedWith(code);
  }

  /**
   * Asks which colleagues are signed in (getonlinekflist).
   * @throws WechatApiError saying what WeChat refused and what to do
   */
  async colleaguesOnline(): Promise<readonly KfColleague[]> {
    const { code, told } = await this.call('/cgi-bin/customservice/getonlinekflist', null);
    if (code !== 0) throw refusedWith(code);
    const list: unknown = told.kf_online_list;
    return Array.isArray(list) ? list.flatMap(colleagueIn) : [];
  }

  /** Calls with the token in force, and once more with another where that went stale. @param body null: it is asked for */
  private async call(path: string, body: unknown): Promise<Called> {
    const first = await this.callWith(await this.token.get(), path, body);
    return staleToken.has(first.code) ? this.callWith(await this.token.renew(), path, body) : first;
  }

  private async callWith(token: string, path: string, body: unknown): Promise<Called> {
    const told = await callJson(this.settings, `${path}?access_token=${encodeURIComponent(token)}`, body);
    return { code: typeof told.errcode === 'number' ? told.errcode : 0, told };
  }
}

interface Called {
  readonly code: number;
  readonly told: Readonly<Record<string, unknown>>;
}

function refusedWith(code: number): WechatApiError {
  return new WechatApiError(code, remedies.get(code) ?? 'look the code up in the developer documents');
}

/** Status 0 is away; of the others each version of the interface has its own. */
function colleagueIn(one: unknown): KfColleague[] {
  if (typeof one !== 'object' || one === null) return [];
  const { kf_account: account, status, accepted_case: chats, auto_accept: most } = one as Record<string, unknown>;
  if (typeof account !== 'string' || status === 0) return [];
  const isLimited = typeof most === 'number' && most > 0;
  return [{ account, chats: typeof chats === 'number' ? chats : 0, mostChats: isLimited ? most : null }];
}
