import { cutToBytes } from '../../domain/language/cut-to-bytes.js';
import { Undeliverable } from '../../domain/outbox/sender.js';
import type { Clock } from '../../domain/time/clock.js';
import { AccessToken, type ApiSettings, postJson, WechatApiError } from './access-token.js';
import { maxTextBytes } from './encode.js';

/** The customer-service interface (客服消息): answers that come after WeChat has stopped waiting. */
export interface CustomerService {
  /**
   * @throws Undeliverable when WeChat will never take it
   * @throws WechatApiError saying what else WeChat refused and what to do
   */
  sendText(openId: string, text: string): Promise<void>;
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
    const first = await this.send(message, await this.token.get());
    const code = staleToken.has(first) ? await this.send(message, await this.token.renew()) : first;
    const never = neverTaken.get(code);
    if (never !== undefined) throw new Undeliverable(`WeChat refused with ${code}: ${never}`);
    if (code !== 0) throw new WechatApiError(code, remedies.get(code) ?? 'look the code up in the developer documents');
  }

  private async send(message: unknown, token: string): Promise<number> {
    const path = `/cgi-bin/message/custom/send?access_token=${encodeURIComponent(token)}`;
    const { errcode } = await postJson(this.settings, path, message);
    return typeof errcode === 'number' ? errcode : 0;
  }
}
