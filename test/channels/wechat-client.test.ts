import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WechatClient } from '../../src/channels/wechat/client.js';
import { WechatApi } from '../../src/simulator/wechat-api.js';

const tokenPath = '/cgi-bin/stable_token';
const sendPath = '/cgi-bin/message/custom/send';
const account = { appId: 'wx1', appSecret: 'secret' };
const clock = { at: 0, now: () => clock.at };

let api: WechatApi;
let apiBase: string;
let client: WechatClient;
beforeEach(async () => {
  clock.at = Date.parse('2016-10-21T10:00:00+08:00');
  api = new WechatApi({ ...account, now: clock.now });
  apiBase = await api.open();
  client = new WechatClient({ ...account, apiBase }, clock);
  for (const openid of ['o1', 'o2', 'o3']) api.wrote(openid);
});
afterEach(() => api.close());

const count = (path: string) => api.calls.filter((call) => call.path === path).length;

test('a late answer goes to the person, with one token for many', async () => {
  await Promise.all([client.sendText('o1', '来了'), client.sendText('o2', '来了')]);
  await client.sendText('o3', '来了');
  expect(count(tokenPath)).toBe(1);
  expect(api.calls.at(-1)?.body).toEqual({ touser: 'o3', msgtype: 'text', text: { content: '来了' } });
  expect(api.arrived.map(({ openid }) => openid)).toEqual(['o1', 'o2', 'o3']);
});

test('a token that went stale is renewed once', async () => {
  await client.sendText('o1', '一');
  api.revokeToken();
  await client.sendText('o1', '二');
  expect(count(tokenPath)).toBe(2);
  expect(count(sendPath)).toBe(3);
});

test('a token is asked for again five minutes before it runs out, by the clock that was passed in', async () => {
  await client.sendText('o1', '一');
  clock.at += (7_200 - 300) * 1000 - 1;
  await client.sendText('o1', '二');
  expect(count(tokenPath)).toBe(1);
  clock.at += 1;
  await client.sendText('o1', '三');
  expect(count(tokenPath)).toBe(2);
});

test('an address that is not allowed is said, and not asked for again for ten minutes', async () => {
  api.refuse(tokenPath, 40164);
  await expect(client.sendText('o1', '一')).rejects.toThrow('IP白名单');
  await expect(client.sendText('o1', '一')).rejects.toThrow('40164');
  expect(count(tokenPath)).toBe(1);
  api.refuse(tokenPath, 0);
  clock.at += 10 * 60_000;
  await client.sendText('o1', '一');
  expect(api.arrived).toEqual([{ openid: 'o1', text: '一' }]);
});

test('after 48 hours WeChat takes no message, and the operator is told why', async () => {
  clock.at += 48 * 3_600_000;
  await client.sendText('o1', '一');
  clock.at += 1;
  await expect(client.sendText('o1', '一')).rejects.toMatchObject({
    code: 'undeliverable',
    message: expect.stringContaining('48 hours'),
  });
});

test('a wrong secret is refused without repeating it', async () => {
  const wrong = new WechatClient({ ...account, appSecret: 'sesame', apiBase }, clock);
  const refused = await wrong.sendText('o1', '一').then(
    () => 'sent',
    (error: unknown) => String(error),
  );
  expect(refused).toContain('check WECHAT_APP_ID and WECHAT_APP_SECRET');
  expect(refused).not.toContain('sesame');
});

test('a long answer is cut to what WeChat takes', async () => {
  await client.sendText('o1', '长'.repeat(2000));
  expect(Buffer.byteLength(api.arrived[0]?.text ?? '')).toBe(2046);
});

describe('the stand-in refuses what WeChat refuses:', () => {
  const token = async (more: object = {}) => {
    const { appId: appid, appSecret: secret } = account;
    return post(tokenPath, { grant_type: 'client_credential', appid, secret, ...more });
  };
  const post = async (path: string, body: unknown, method = 'POST') => {
    const text = body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(apiBase + path, { method, body: method === 'POST' ? (text as BodyInit) : null });
    return (await response.json()) as { errcode?: number; access_token?: string; expires_in?: number };
  };
  const sendAs = async (access: string | undefined, message: unknown, method?: string) =>
    (await post(`${sendPath}?access_token=${access}`, message, method)).errcode;
  const say = (touser: string, content = '一') => ({ touser, msgtype: 'text', text: { content } });

  test('another appid, secret or grant', async () => {
    expect(await token({ appid: 'wx2' })).toMatchObject({ errcode: 40013 });
    expect(await token({ secret: 'sesame' })).toMatchObject({ errcode: 40125 });
    expect(await token({ grant_type: 'code' })).toMatchObject({ errcode: 40002 });
  });

  test('a token that is none, that was replaced, or that ran out; everybody gets the same one until then', async () => {
    const { access_token: first, expires_in: seconds } = await token();
    expect(seconds).toBe(7_200);
    expect((await token()).access_token).toBe(first);
    expect(await sendAs('nonsense', say('o1'))).toBe(40001);
    expect(await sendAs('', say('o1'))).toBe(41001);
    const { access_token: second } = await token({ force_refresh: true });
    expect(await sendAs(first, say('o1'))).toBe(40001);
    expect(await sendAs(second, say('o1'))).toBe(0);
    clock.at += 7_200_000;
    expect(await sendAs(second, say('o1'))).toBe(42001);
  });

  test('somebody unknown, or who has left; too many in a row; too long, empty, another kind, no JSON, no UTF-8, GET', async () => {
    const { access_token: access } = await token();
    expect(await sendAs(access, say('nobody'))).toBe(40003);
    api.left('o2');
    expect(await sendAs(access, say('o2'))).toBe(43004);
    for (let sent = 0; sent < 5; sent++) expect(await sendAs(access, say('o1'))).toBe(0);
    expect(await sendAs(access, say('o1'))).toBe(45047);
    api.wrote('o1');
    expect(await sendAs(access, say('o1', '长'.repeat(683)))).toBe(45002);
    expect(await sendAs(access, say('o1', ''))).toBe(44004);
    expect(await sendAs(access, { touser: 'o1', msgtype: 'image' })).toBe(40008);
    expect(await sendAs(access, new TextEncoder().encode('{"touser'))).toBe(47001);
    expect(await sendAs(access, Uint8Array.of(0x22, 0xff, 0x22))).toBe(47001);
    expect(await sendAs(access, null, 'GET')).toBe(43002);
    expect(api.arrived).toHaveLength(5);
  });
});

test('a page where an answer of WeChat should be is told with its status, and nothing of the page', async () => {
  const proxy = createServer((_request, response) => response.writeHead(502).end('<html>bad gateway</html>')).listen(0);
  const between = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const sending = new WechatClient({ ...account, apiBase: between }, clock).sendText('o1', '一');
  await expect(sending).rejects.toThrow(`${between} answered 502 with something else than WeChat would`);
  proxy.close();
});
