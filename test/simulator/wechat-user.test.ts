import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAesKey, decrypt, encrypt, sha1Signature } from '../../src/channels/wechat/crypto.js';
import { type WechatManner, WechatUser } from '../../src/simulator/wechat-user.js';
import { type FakeWebhook, type Received, startFakeWebhook } from './fake-webhook.js';

const account = { appId: 'wxba5fad812f8e6fb9', token: 'AAAAA', encodingAesKey: 'A'.repeat(43) };
const key = decodeAesKey(account.encodingAesKey);
const random = Buffer.from('a8eedb185eb2fecf');
let webhook: FakeWebhook;

beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());

function userOf(manner: WechatManner = {}): WechatUser {
  const now = () => Date.parse('2016-10-21T10:00:00+08:00');
  const publicBaseUrl = 'https://hotline.example';
  return new WechatUser({ ...account, deliverTo: webhook.origin, publicBaseUrl }, { now, ...manner });
}

interface Reply {
  to?: string;
  from?: string;
  body?: string;
}

function replyTo(user: WechatUser, { to, from, body }: Reply): string {
  const told = body ?? '<MsgType>text</MsgType><Content>好</Content>';
  return `<xml><ToUserName>${to ?? user.openid}</ToUserName><FromUserName>${from ?? user.accountId}</FromUserName><CreateTime>1477015200</CreateTime>${told}</xml>`;
}

function sealed(plain: string, { appId = account.appId, token = account.token } = {}): string {
  const secret = encrypt(plain, key, appId, random);
  const signature = sha1Signature(token, '1477015200', '42', secret);
  return `<xml><Encrypt>${secret}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1477015200</TimeStamp><Nonce>42</Nonce></xml>`;
}

const queryOf = ({ path }: Received) => Object.fromEntries(new URLSearchParams(path.split('?')[1]));

describe('a message', () => {
  test('in safe mode is sealed and signed over what is sealed, and shows nothing outside', async () => {
    webhook.answerWith(() => ({ body: 'success' }));
    await userOf().say('查进度');
    const [sent] = webhook.received;
    if (!sent) throw new Error('nothing arrived');
    const query = queryOf(sent);
    const secret = /<Encrypt><!\[CDATA\[(.+)]]><\/Encrypt>/.exec(sent.body)?.[1] ?? '';
    expect(sha1Signature(account.token, query.timestamp ?? '', query.nonce ?? '', secret)).toBe(query.msg_signature);
    expect(decrypt(secret, key)).toMatchObject({ appId: account.appId });
    expect(decrypt(secret, key).plain).toContain('<Content><![CDATA[查进度]]></Content>');
    expect(sent.body).not.toContain('FromUserName');
  });

  test('holds what people write as it is: WeChat escapes nothing in CDATA', async () => {
    webhook.answerWith(() => ({ body: 'success' }));
    await userOf({ mode: 'plain' }).say('<a><![CDATA[x]]></a>');
    expect(webhook.received[0]?.body).toContain('<Content><![CDATA[<a><![CDATA[x]]></a>]]></Content>');
  });

  test('in compatible mode stands open beside its sealed self', async () => {
    webhook.answerWith(() => ({ body: 'success' }));
    await userOf({ mode: 'compatible' }).say('查进度');
    expect(webhook.received[0]?.body).toContain('<Content><![CDATA[查进度]]></Content>');
    expect(webhook.received[0]?.body).toContain('<Encrypt>');
  });

  test('in plain mode and JSON is an object, and only the address is signed', async () => {
    webhook.answerWith(() => ({ body: 'success' }));
    const user = userOf({ mode: 'plain', format: 'json' });
    await user.scan('http://x/v/ABC');
    const [sent] = webhook.received;
    if (!sent) throw new Error('nothing arrived');
    const query = queryOf(sent);
    expect(sha1Signature(account.token, query.timestamp ?? '', query.nonce ?? '')).toBe(query.signature);
    expect(query.msg_signature).toBeUndefined();
    expect(JSON.parse(sent.body)).toMatchObject({
      FromUserName: user.openid,
      Event: 'scancode_waitmsg',
      ScanCodeInfo: { ScanResult: 'http://x/v/ABC' },
    });
  });

  test('delivered again is the same message', async () => {
    webhook.answerWith(() => ({ body: 'success' }));
    const user = userOf();
    await user.follow();
    expect(await user.redeliver()).toBe('success');
    expect(webhook.received[1]?.path).toBe(webhook.received[0]?.path);
    expect(webhook.received[1]?.body).toBe(webhook.received[0]?.body);
  });
});

describe('an answer is read', () => {
  test('sealed', async () => {
    const user = userOf();
    webhook.answerWith(() => ({ body: sealed(replyTo(user, {})) }));
    expect(await user.say('1')).toEqual({ kind: 'text', text: '好' });
  });

  test.each(['', 'success'])('as none when it is "%s"', async (body) => {
    webhook.answerWith(() => ({ body }));
    expect(await userOf().say('1')).toEqual({ kind: 'none' });
  });

  test('as a transfer, to somebody in particular or to anybody', async () => {
    const user = userOf({ mode: 'plain' });
    const transfer = '<MsgType>transfer_customer_service</MsgType>';
    webhook.answerWith(() => ({ body: replyTo(user, { body: transfer }) }));
    expect(await user.say('1')).toEqual({ kind: 'transfer', account: null });
    const named = `${transfer}<TransInfo><KfAccount>kf2001@tjgj</KfAccount></TransInfo>`;
    webhook.answerWith(() => ({ body: replyTo(user, { body: named }) }));
    expect(await user.say('1')).toEqual({ kind: 'transfer', account: 'kf2001@tjgj' });
  });
});

test('while a colleague has the chat, WeChat brings messages to them, and events to the account', async () => {
  webhook.answerWith(() => ({ body: 'success' }));
  const user = userOf({ mode: 'plain' });
  const before = webhook.received.length;
  expect(await user.colleagueTakes()).toEqual({ kind: 'none' });
  expect(await user.say('在吗')).toEqual({ kind: 'colleague' });
  expect(await user.tap('person')).toEqual({ kind: 'none' });
  await user.colleagueEnds();
  expect(await user.say('谢谢')).toEqual({ kind: 'none' });
  const events = webhook.received
    .slice(before)
    .map(({ body }) => /<Event><!\[CDATA\[(\w+)/.exec(body)?.[1] ?? 'message');
  expect(events).toEqual(['kf_create_session', 'CLICK', 'kf_close_session', 'message']);
});

describe('an answer is refused', () => {
  const text = (content: string) => `<MsgType>text</MsgType><Content>${content}</Content>`;

  test.each<[string, Reply, RegExp]>([
    ['to somebody else', { to: 'oSomebodyElse' }, /not addressed/],
    ['from another account', { from: 'gh_other' }, /not addressed/],
    ['of an unknown type', { body: '<MsgType>dance</MsgType>' }, /"dance" is none/],
    ['without words', { body: text('') }, /0 bytes/],
    ['longer than 2,047 bytes', { body: text('长'.repeat(683)) }, /2049 bytes/],
  ])('%s', async (_, reply, message) => {
    const user = userOf({ mode: 'plain' });
    webhook.answerWith(() => ({ body: replyTo(user, reply) }));
    await expect(user.say('1')).rejects.toThrow(message);
  });

  test('that passes an event on: only messages can be', async () => {
    const user = userOf({ mode: 'plain' });
    webhook.answerWith(() => ({ body: replyTo(user, { body: '<MsgType>transfer_customer_service</MsgType>' }) }));
    expect(await user.say('1')).toEqual({ kind: 'transfer', account: null });
    await expect(user.tap('person')).rejects.toThrow(/an event cannot be passed on/);
  });

  test('that just fits is not', async () => {
    const user = userOf({ mode: 'plain' });
    const longest = `${'长'.repeat(682)}x`;
    webhook.answerWith(() => ({ body: replyTo(user, { body: text(longest) }) }));
    expect(await user.say('1')).toEqual({ kind: 'text', text: longest });
  });

  test.each([
    ['signed with another token', { token: 'BBBBB' }, /MsgSignature/],
    ['sealed by another account', { appId: 'wx0000000000000000' }, /another account/],
  ])('%s', async (_, change, message) => {
    const user = userOf();
    webhook.answerWith(() => ({ body: sealed(replyTo(user, {}), change) }));
    await expect(user.say('1')).rejects.toThrow(message);
  });

  test('in the open, when the account is in safe mode', async () => {
    const user = userOf();
    webhook.answerWith(() => ({ body: replyTo(user, {}) }));
    await expect(user.say('1')).rejects.toThrow(/MsgSignature/);
  });

  test.each(['<xml>', 'hello'])('that is no XML: %s', async (body) => {
    webhook.answerWith(() => ({ body }));
    await expect(userOf({ mode: 'plain' }).say('1')).rejects.toThrow(/no XML/);
  });

  test('with another status', async () => {
    webhook.answerWith(() => ({ status: 500, body: '' }));
    await expect(userOf().say('1')).rejects.toThrow(/^11200/);
  });
});
