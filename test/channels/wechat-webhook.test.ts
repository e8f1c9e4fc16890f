import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha1Signature } from '../../src/channels/wechat/crypto.js';
import type { WechatSettings } from '../../src/channels/wechat/settings.js';
import { Account, openAnswer, openId, settings } from './wechat/account.js';
import { official } from './wechat/recorded.js';

let account: Account;
beforeEach(async () => {
  account = await new Account().open();
});
afterEach(() => account.close());

async function reopen(change: Partial<WechatSettings>): Promise<void> {
  await account.close();
  account = await new Account({ settings: { ...settings, ...change } }).open();
}

describe('the address check', () => {
  const query = (more: Record<string, string> = {}): string =>
    new URLSearchParams({ ...official.addressCheck, echostr: '4375120948345356249', ...more }).toString();

  test('gives the echostr back, and nothing a browser would run', async () => {
    const heard = await account.request('GET', query({ echostr: '<script>1</script>' }));
    expect(heard).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8', body: '<script>1</script>' });
    expect(heard.headers['x-content-type-options']).toBe('nosniff');
  });

  test('an address typed with a slash at its end is the same one', async () => {
    account.path = '/wechat/official/';
    expect(await account.request('GET', query())).toMatchObject({ status: 200, body: '4375120948345356249' });
    expect(await account.post(account.text('007'))).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    account.path = '/wechat/official//';
    expect(await account.request('GET', query())).toMatchObject({ status: 404 });
  });

  test('a msg_signature beside it changes nothing', async () => {
    const heard = await account.request('GET', query({ msg_signature: 'x', encrypt_type: 'aes' }));
    expect(heard).toMatchObject({ status: 200, body: '4375120948345356249' });
  });

  test.each([
    ['another nonce', query({ nonce: '1514711493' })],
    ['a signature in capitals', query({ signature: official.addressCheck.signature.toUpperCase() })],
    ['an empty signature', query({ signature: '' })],
    ['no signature', 'timestamp=1714036504&nonce=1514711492&echostr=1'],
    ['two signatures', `${query()}&signature=${official.addressCheck.signature}`],
    ['a timestamp in words', query({ timestamp: 'now' })],
    ['nothing at all', ''],
  ])('%s is forbidden', async (_name, search) => {
    const heard = await account.request('GET', search);
    expect(heard).toMatchObject({ status: 403, body: 'Forbidden: the signature does not fit.\n' });
  });

  test.each([
    ['no echostr', query().replace(/&echostr=.*/, '')],
    ['two', `${query()}&echostr=2`],
    ['an empty one', query({ echostr: '' })],
    ['one of 257 characters', query({ echostr: '1'.repeat(257) })],
    ['one with a line break', query({ echostr: '1\r\n2' })],
  ])('%s is a bad request', async (_name, search) => {
    expect((await account.request('GET', search)).status).toBe(400);
  });
});

describe('the three modes', () => {
  test('plain XML', async () => {
    const heard = await account.post(account.text('007'));
    expect(heard).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(heard.body).toBe(
      `<xml><ToUserName><![CDATA[${openId}]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName>` +
        '<CreateTime>1714112445</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[您好]]></Content></xml>',
    );
    expect(account.turns.turns[0]?.input).toEqual({ kind: 'text', text: '007' });
  });

  test('plain JSON is answered in JSON', async () => {
    const message = { ToUserName: 'gh_1', FromUserName: openId, CreateTime: 1714112445, MsgType: 'text', MsgId: 1 };
    const body = JSON.stringify({ ...message, Content: '1E5' });
    const heard = await account.post(body, account.signedQuery(), 'application/json');
    expect(heard.type).toBe('application/json; charset=utf-8');
    expect(JSON.parse(heard.body)).toEqual({
      ToUserName: openId,
      FromUserName: 'gh_1',
      CreateTime: 1714112445,
      MsgType: 'text',
      Content: '您好',
    });
    expect(account.turns.turns[0]?.input).toEqual({ kind: 'text', text: '1E5' });
  });

  test('two messages of one second whose ids differ in the 64th bit are two', async () => {
    const send = (id: string) =>
      account.post(`{"ToUserName":"g","FromUserName":"o","CreateTime":1,"MsgType":"text","Content":"a","MsgId":${id}}`);
    await send('24506374893564984');
    await send('24506374893564985');
    expect(account.turns.turns).toHaveLength(2);
  });

  test.each([
    ['xml', 'xml'],
    ['xml', 'json'],
    ['json', 'json'],
  ] as const)('safe mode: %s around %s', async (outer, inner) => {
    const json = { ToUserName: 'gh_1', FromUserName: openId, CreateTime: 1, MsgType: 'text', MsgId: 5, Content: '007' };
    const plain = inner === 'xml' ? account.text('007') : JSON.stringify(json);
    const { query, body } = account.encrypted(plain, { format: outer });
    const heard = await account.post(body, query);
    expect(heard.type).toBe(outer === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8');
    expect(openAnswer(heard.body)).toContain(
      inner === 'xml' ? '<Content><![CDATA[您好]]></Content>' : '"Content":"您好"',
    );
    expect(heard.body).not.toContain('您好');
    expect(account.turns.turns[0]?.input).toEqual({ kind: 'text', text: '007' });
  });

  test("safe mode: WeChat's own example", async () => {
    const { timestamp, nonce, msgSignature, encrypted } = official.safe;
    const signature = sha1Signature(settings.token, timestamp, nonce);
    const signed = `timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&signature=${signature}`;
    const query = `${signed}&msg_signature=${msgSignature}`;
    const heard = await account.post(`{"ToUserName":"gh_97417a04a28d","Encrypt":"${encrypted}"}`, query);
    expect(heard).toMatchObject({ status: 200, body: 'success' });
  });

  test('compatible mode: of the two copies only the encrypted one counts', async () => {
    const beside = `<FromUserName>someone</FromUserName><MsgType>text</MsgType><Content>plain copy</Content>`;
    const { query, body } = account.encrypted(account.text('hidden copy'), { beside });
    openAnswer((await account.post(body, query)).body);
    expect(account.turns.turns[0]).toMatchObject({ personId: openId, input: { kind: 'text', text: 'hidden copy' } });
  });

  test('the previous key still opens, and then also closes', async () => {
    const [, previous = ''] = settings.encodingAesKeys;
    const { query, body } = account.encrypted(account.text('a'), { key: previous });
    const heard = await account.post(body, query);
    expect(openAnswer(heard.body, previous)).toContain('您好');
  });

  test('no two answers are encrypted with the same randomness', async () => {
    const bodies = await Promise.all(
      ['a', 'b'].map((words) => {
        const { query, body } = account.encrypted(account.text(words));
        return account.post(body, query);
      }),
    );
    const [first, second] = bodies.map(({ body }) => /<Encrypt>.{40}/.exec(body)?.[0]);
    expect(first).not.toBe(second);
  });
});

describe('forgeries', () => {
  const expectForbidden = async (body: string, query: string): Promise<void> => {
    const heard = await account.post(body, query);
    expect(heard).toMatchObject({ status: 403, type: 'text/plain; charset=utf-8' });
    expect(heard.body).toMatch(/^Forbidden: [^\n]{1,80}\.\n$/);
    expect(account.turns.turns).toEqual([]);
  };

  test('a plain message with another signature', () =>
    expectForbidden(account.text('a'), account.signedQuery().replace(/signature=../, 'signature=zz')));

  test('a plain message without any', () => expectForbidden(account.text('a'), ''));

  test('an encrypted message under a plain signature only', () => {
    const { query, body } = account.encrypted(account.text('a'));
    return expectForbidden(body, query.replace(/&msg_signature=.*/, ''));
  });

  test('an encrypted message whose address says nothing of encryption, to an account that is safe', async () => {
    await reopen({ mode: 'safe' });
    const { body } = account.encrypted(account.text('a'));
    await expectForbidden(body, account.signedQuery());
  });

  test('an encrypted message without the signature of its address', () => {
    const { query, body } = account.encrypted(account.text('a'));
    return expectForbidden(body, query.replace(/signature=../, 'signature=zz'));
  });

  test('the two signatures swapped', () => {
    const { query, body } = account.encrypted(account.text('a'));
    const read = new URLSearchParams(query);
    const swapped = { signature: read.get('msg_signature') ?? '', msg_signature: read.get('signature') ?? '' };
    return expectForbidden(body, new URLSearchParams({ ...Object.fromEntries(read), ...swapped }).toString());
  });

  test('another message under the signature of one', () => {
    const { query } = account.encrypted(account.text('a'));
    return expectForbidden(account.encrypted(account.text('b')).body, query);
  });

  test('another appid inside', () => {
    const { query, body } = account.encrypted(account.text('a'), { appId: 'wxb11529c136998cb6' });
    return expectForbidden(body, query);
  });

  test('a key we never had, which the operator is told about', async () => {
    const { query, body } = account.encrypted(account.text('a'), { key: 'B'.repeat(43) });
    await expectForbidden(body, query);
    expect(account.logged).toContainEqual(
      expect.objectContaining({ level: 40, hint: expect.stringContaining('WECHAT_ENCODING_AES_KEY') }),
    );
  });

  test('an encrypted message is not looked into before its signature fits', () => {
    const { query, body } = account.encrypted('no message at all');
    return expectForbidden(body, query.replace(/msg_signature=../, 'msg_signature=zz'));
  });
});

describe('what WeChat signed, and cannot be read', () => {
  const whole = `<xml><ToUserName>g</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId><Content>a</Content></xml>`;

  test.each([
    ['nothing', ''],
    ['blanks', '  \n'],
    ['an empty object', '{}'],
    ['a list', '[]'],
    ['a list of messages', '[{"ToUserName":"g"}]'],
    ['words', 'success'],
    ['an empty root', '<xml></xml>'],
    ['half a message', whole.slice(0, 90)],
    ['a message without its end', whole.slice(0, -3)],
    ['a field twice', whole.replace('<MsgId>', '<MsgType>event</MsgType><MsgId>')],
    ['a document type', `<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${whole.replace('>a<', '>&a;<')}`],
    ['a wrong type', '{"ToUserName":["g"],"FromUserName":"o","CreateTime":1,"MsgType":"text","Content":"a"}'],
    ['a field missing', whole.replace(/<FromUserName>.*<\/FromUserName>/, '')],
  ])('%s: the person sees no error, the operator a line and a count', async (_name, body) => {
    for (const query of [account.signedQuery(), account.signedQuery()])
      expect(await account.post(body, query)).toMatchObject({ status: 200, body: 'success' });
    const { query, body: sealed } = account.encrypted(body);
    expect(await account.post(sealed, query)).toMatchObject({ status: 200, body: 'success' });
    expect(account.turns.turns).toEqual([]);
    expect(account.refused).toEqual(Array(3).fill('wechat shape'));
    const { hint, ...line } = account.logged[0] ?? {};
    expect(line).toMatchObject({ level: 40, channel: 'wechat', reason: 'shape', path: '/wechat/official' });
    expect(account.logged).toHaveLength(1);
    expect(hint).toMatch(/^[A-Za-z, ]{1,80}$/);
  });

  test('bytes that are no UTF-8 cost the person one sign, sealed or not', async () => {
    await account.post(Buffer.from(whole.replace('>a<', '>a\xff<'), 'latin1'));
    expect(account.turns.turns[0]?.input).toEqual({ kind: 'text', text: 'a\uFFFD' });
  });

  test('a field that is null is not there', async () => {
    const fields = { ToUserName: 'g', FromUserName: 'o', CreateTime: 1, MsgType: 'text', Content: 'a', MsgId: 7 };
    await account.post(JSON.stringify({ ...fields, EventKey: null }));
    expect(account.turns.turns).toHaveLength(1);
  });

  test('the same message, whole, is answered', async () => {
    expect((await account.post(whole)).status).toBe(200);
  });

  test('encryption announced, and a plain message sent', async () => {
    const query = account.signedQuery({ encrypt_type: 'aes', msg_signature: 'a'.repeat(40) });
    expect(await account.post(whole, query)).toMatchObject({ status: 403, body: 'Forbidden: nothing is sealed.\n' });
  });

  test('256 kB are enough, as 12,000 characters in the compatible mode take', async () => {
    const { query, body } = account.encrypted(account.text('长'.repeat(12_000)), {
      beside: `<MsgType>text</MsgType><Content><![CDATA[${'长'.repeat(12_000)}]]></Content>`,
    });
    expect((await account.post(body, query)).status).toBe(200);
    const fill = (bytes: number) =>
      whole.replace('<MsgId>', `<Other>${'x'.repeat(bytes - whole.length - 15)}</Other><MsgId>`);
    expect(Buffer.byteLength(fill(262_144))).toBe(262_144);
    expect((await account.post(fill(262_144))).status).toBe(200);
    const heard = await account.post(fill(262_145));
    expect(heard).toMatchObject({ status: 413, type: 'text/plain; charset=utf-8' });
    expect(heard.body).toBe('Payload too large.\n');
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not allowed', async (method) => {
    const heard = await account.request(method, account.signedQuery(), method === 'PUT' ? whole : undefined);
    expect(heard).toMatchObject({ status: 405, type: 'text/plain; charset=utf-8' });
    expect(heard.headers.allow).toBe('GET, POST');
  });

  test.each(['text/html', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'image/png', 'x'])(
    '%s is refused',
    async (type) => {
      const heard = await account.post(whole, account.signedQuery(), type);
      expect(heard).toMatchObject({ status: 415, type: 'text/plain; charset=utf-8' });
    },
  );

  test.each(['text/xml;charset=gbk', 'TEXT/XML; charset=utf-8', 'application/xml', 'text/plain', 'application/json'])(
    '%s is taken',
    async (type) => {
      expect((await account.post(whole, account.signedQuery(), type)).status).toBe(200);
    },
  );

  test('a body without a type is taken', async () => {
    expect((await account.request('POST', account.signedQuery(), whole)).status).toBe(200);
  });

  test('a compressed body is refused, however small', async () => {
    const headers = { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' };
    const heard = await account.request('POST', account.signedQuery(), gzipSync('<xml>'.repeat(1_000_000)), headers);
    expect(heard).toMatchObject({ status: 415, type: 'text/plain; charset=utf-8' });
  });
});

describe('replays', () => {
  test('another message under a signature that was used is refused', async () => {
    const query = account.signedQuery();
    const first = account.text('a');
    expect((await account.post(first, query)).status).toBe(200);
    const heard = await account.post(account.text('b'), query);
    expect(heard).toMatchObject({ status: 403, body: 'Forbidden: replayed with another message.\n' });
    expect((await account.post(first, query)).status).toBe(200);
    expect(account.turns.turns).toHaveLength(1);
  });

  test('nor does it help to move a digit from the time to the nonce, or to swap them', async () => {
    const [timestamp, nonce] = ['1714037059', '486452656'];
    const signature = sha1Signature(settings.token, timestamp, nonce);
    const shifted = { timestamp: timestamp.slice(0, -1), nonce: timestamp.slice(-1) + nonce };
    expect(sha1Signature(settings.token, shifted.timestamp, shifted.nonce)).toBe(signature);
    await account.post(account.text('a'), new URLSearchParams({ signature, timestamp, nonce }).toString());
    for (const other of [
      shifted,
      { timestamp: nonce, nonce: timestamp },
      { timestamp: `0${nonce}`, nonce: timestamp },
    ]) {
      const heard = await account.post(account.text('b'), new URLSearchParams({ signature, ...other }).toString());
      expect(heard.status).toBe(403);
    }
    expect(account.turns.turns).toHaveLength(1);
  });

  test('the signature of the address check is good for nothing else, however often it is checked', async () => {
    const query = account.signedQuery({ echostr: '7' });
    for (let n = 0; n < 2; n++) expect(await account.request('GET', query)).toMatchObject({ status: 200, body: '7' });
    expect((await account.post(account.text('a'), query)).status).toBe(403);
    expect((await account.post(account.xml({ MsgType: 'event', Event: 'unsubscribe' }), query)).status).toBe(403);
    expect([account.turns.turns, account.turns.forgotten]).toEqual([[], []]);
    expect(account.refused).toEqual(['wechat used-stamp', 'wechat used-stamp']);
  });

  test('the signature beside a sealed message is good for no plain one', async () => {
    const { query, body } = account.encrypted(account.text('a'));
    await account.post(body, query);
    const plain = query.replace(/&encrypt_type=.*/, '');
    expect((await account.post(account.text('b'), plain)).status).toBe(403);
    expect(account.turns.turns).toHaveLength(1);
  });

  test('where stamps cannot be had, the person gets an apology, and no turn is taken', async () => {
    account.stamps.use = () => Promise.reject(new Error('gone'));
    expect((await account.post(account.text('a'))).body).toContain('抱歉，出了点问题。');
    expect(account.turns.turns).toEqual([]);
  });

  test.each([
    [-62, 403],
    [-59, 200],
    [60, 200],
    [62, 403],
  ])('with an age limit of 60 s, a timestamp or a message %i s from now gives %i', async (offset, status) => {
    await reopen({ maxAgeSeconds: 60 });
    const queryAt = (timestamp: string, nonce: string) => {
      const signature = sha1Signature(settings.token, timestamp, nonce);
      return new URLSearchParams({ signature, timestamp, nonce }).toString();
    };
    const then = String(1714112445 + offset);
    expect((await account.post(account.text('a'), queryAt(then, '1'))).status).toBe(status);
    expect((await account.post(account.xml({ MsgType: 'text', Content: 'b', CreateTime: then }))).status).toBe(status);
    expect((await account.request('GET', `${queryAt(then, '2')}&echostr=1`)).status).toBe(status);
    expect(account.refused).toEqual(status === 200 ? [] : Array(3).fill('wechat age'));
  });
});

describe('an account is in one mode (WECHAT_MODE)', () => {
  const beside = '<FromUserName>o</FromUserName><MsgType>text</MsgType><Content>copy</Content>';
  const modes = ['plain', 'compatible', 'safe'] as const;

  test.each([...modes, 'any'] as const)('%s', async (mode) => {
    await reopen({ mode });
    const sent = {
      plain: { query: account.signedQuery(), body: account.text('plain') },
      compatible: account.encrypted(account.text('compatible'), { beside }),
      safe: account.encrypted(account.text('safe')),
    };
    for (const one of modes) {
      const { status } = await account.post(sent[one].body, sent[one].query);
      expect([one, status]).toEqual([one, mode === 'any' || mode === one ? 200 : 403]);
    }
    const taken = account.turns.turns.map(({ input }) => (input.kind === 'text' ? input.text : input.kind));
    expect(taken).toEqual(mode === 'any' ? modes : [mode]);
    expect(account.refused).toEqual(Array(3 - taken.length).fill('wechat mode'));
    // Only where plain messages are taken is a stamp anything that could be used again.
    expect(account.stamps.used.size).toBe(mode === 'any' ? 3 : mode === 'plain' ? 1 : 0);
  });
});

describe('what is not signed is not read', () => {
  test.each([
    ['', 'unsigned'],
    ['signature=x&timestamp=1714112445&nonce=1', 'unsigned'],
    [`signature=${'a'.repeat(40)}&timestamp=1714112445&nonce=1`, 'signature'],
    [
      `signature=${'a'.repeat(40)}&timestamp=1714112445&nonce=1&encrypt_type=aes&msg_signature=${'a'.repeat(40)}`,
      'signature',
    ],
    [`signature=${'a'.repeat(40)}&timestamp=1714112445&nonce=${'1'.repeat(65)}`, 'unsigned'],
    [`signature=${'a'.repeat(40)}&timestamp=1714112445&nonce=1+1`, 'unsigned'],
  ])('%s', async (query, reason) => {
    // The answer comes although the body never ends.
    const heard = await account.begin(query);
    expect(heard).toMatch(/^HTTP\/1\.1 403 /);
    expect(account.refused).toEqual([`wechat ${reason}`]);
  });
});
