import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WechatClient } from '../../src/channels/wechat/client.js';

/** Stands in for WeChat's API: refuses another secret, an unknown token, and what WeChat would not send. */
class WechatApi {
  readonly calls: { readonly path: string; readonly body: Record<string, unknown> }[] = [];
  token = 'token-1';
  tokenError = 0;
  sendError = 0;
  private readonly server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += String(part);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const body = JSON.parse(text) as Record<string, unknown>;
    this.calls.push({ path: pathname, body });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(this.answer(pathname, searchParams.get('access_token'), body)));
  });

  private answer(path: string, token: string | null, body: Record<string, unknown>): unknown {
    if (path === '/cgi-bin/stable_token') {
      if (this.tokenError !== 0) return { errcode: this.tokenError, errmsg: 'no' };
      if (body.secret !== 'secret') return { errcode: 40125, errmsg: 'invalid appsecret' };
      return { access_token: this.token, expires_in: 7200 };
    }
    if (token !== this.token) return { errcode: 40001, errmsg: 'invalid credential' };
    return { errcode: this.sendError, errmsg: this.sendError === 0 ? 'ok' : 'no' };
  }

  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  count(path: string): number {
    return this.calls.filter((call) => call.path === path).length;
  }
}

let api: WechatApi;
let apiBase: string;
let client: WechatClient;
beforeEach(async () => {
  api = new WechatApi();
  apiBase = await api.open();
  client = new WechatClient({ appId: 'wx1', appSecret: 'secret', apiBase });
});
afterEach(() => api.close());

test('a late answer goes to the person, with one token for many', async () => {
  await Promise.all([client.sendText('o1', '来了'), client.sendText('o2', '来了')]);
  await client.sendText('o3', '来了');
  expect(api.count('/cgi-bin/stable_token')).toBe(1);
  expect(api.calls.at(-1)?.body).toEqual({ touser: 'o3', msgtype: 'text', text: { content: '来了' } });
});

test('a token that went stale is renewed once', async () => {
  await client.sendText('o1', '一');
  api.token = 'token-2';
  await client.sendText('o1', '二');
  expect(api.count('/cgi-bin/stable_token')).toBe(2);
  expect(api.count('/cgi-bin/message/custom/send')).toBe(3);
});

test('an address that is not allowed is said, and not asked for again and again', async () => {
  api.tokenError = 40164;
  await expect(client.sendText('o1', '一')).rejects.toThrow('IP白名单');
  await expect(client.sendText('o1', '一')).rejects.toThrow('40164');
  expect(api.count('/cgi-bin/stable_token')).toBe(1);
});

test('after 48 hours WeChat takes no message, and the operator is told why', async () => {
  api.sendError = 45015;
  await expect(client.sendText('o1', '一')).rejects.toThrow('48 hours');
});

test('a wrong secret is refused without repeating it', async () => {
  const wrong = new WechatClient({ appId: 'wx1', appSecret: 'sesame', apiBase });
  const refused = await wrong.sendText('o1', '一').then(
    () => 'sent',
    (error: unknown) => String(error),
  );
  expect(refused).toContain('check WECHAT_APP_ID and WECHAT_APP_SECRET');
  expect(refused).not.toContain('sesame');
});

test('a long answer is cut to what WeChat takes', async () => {
  await client.sendText('o1', '长'.repeat(2000));
  const sent = api.calls.at(-1)?.body.text as { content: string } | undefined;
  expect(Buffer.byteLength(sent?.content ?? 'x'.repeat(3000))).toBeLessThanOrEqual(2047);
});
