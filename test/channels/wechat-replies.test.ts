import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { encode, type Frame } from '../../src/channels/wechat/encode.js';
import { readEnvelope } from '../../src/channels/wechat/envelope.js';
import { Replayed } from '../../src/domain/conversation/replayed.js';
import type { Reply } from '../../src/domain/conversation/reply.js';
import { planPassingOn } from '../../src/hotline/ring-plans.js';
import { until } from '../until.js';
import { Account, openAnswer, openId } from './wechat/account.js';

const frame: Frame = {
  format: 'xml',
  toUserName: openId,
  fromUserName: 'gh_1',
  createdAtSeconds: 12,
  isMessage: true,
  seal: null,
};
const say = (words: string): Reply => ({ verb: 'say', words });
const wordsOf = (replies: readonly Reply[], more: Partial<Frame> = {}): string | undefined =>
  readEnvelope(encode(replies, { ...frame, ...more }).body).fields.Content;
/** Passing on to a line whose colleagues have these accounts. */
const passOn = (...accounts: (string | undefined)[]): Reply => {
  const staff = accounts.map((account, index) => ({
    ...{ id: `general-${index + 1}`, name: '一号', telephones: ['+862265661890'], wechatAccount: account ?? null },
    ...{ languages: [], skills: [] },
  }));
  const plan = planPassingOn('general', staff);
  return { verb: 'connect', words: '正在转接', plan };
};

describe('one message answers', () => {
  test('the words of all replies, a blank line between them', () => {
    const keys = { count: 1, hashEnds: false, waitSeconds: 5 };
    const replies: Reply[] = [say('一'), { verb: 'card', words: '二' }, say(' '), { verb: 'ask', words: '三', keys }];
    expect(wordsOf(replies)).toBe('一\n\n二\n\n三');
  });

  test('no more than 2,047 bytes, whatever the words', () => {
    const words = wordsOf([say('😀]]>'.repeat(1000))]) ?? '';
    expect(Buffer.byteLength(words)).toBeLessThanOrEqual(2047);
    expect(words).toMatch(/^(?:😀\]\]>)+.{0,4}…$/u);
  });

  test('nothing for no words', () => {
    const success = { contentType: 'text/plain; charset=utf-8', body: 'success' };
    expect(encode([], frame)).toEqual(success);
    expect(encode([say('\u0000 ')], frame)).toEqual(success);
  });

  test('a hand-off to the colleague who is there, without words', () => {
    const passedOn = [say('一'), passOn(undefined, 'kf2001@tjgj', 'kf2002@tjgj')];
    const { body } = encode(passedOn, frame, ([first]) => first ?? null);
    expect(body).toBe(
      `<xml><ToUserName><![CDATA[${openId}]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName>` +
        '<CreateTime>12</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType>' +
        '<TransInfo><KfAccount><![CDATA[kf2001@tjgj]]></KfAccount></TransInfo></xml>',
    );
  });

  test('a hand-off to whoever is there, where nobody with an account is known to be', () => {
    const { body } = encode([passOn('kf2001@tjgj')], { ...frame, format: 'json' });
    expect(JSON.parse(body)).toMatchObject({ MsgType: 'transfer_customer_service' });
    expect(body).not.toContain('TransInfo');
  });

  test('words, where an event cannot be handed off', () => {
    expect(wordsOf([passOn('kf2001@tjgj')], { isMessage: false })).toBe('正在转接');
  });

  test('a name that would end its own element', () => {
    const { body } = encode([say('a')], { ...frame, toUserName: 'o]]></ToUserName><x>&' });
    expect(readEnvelope(body).fields.ToUserName).toBe('o]]></ToUserName><x>&');
  });
});

describe('over the wire', () => {
  let account: Account;
  const open = async (...options: ConstructorParameters<typeof Account>): Promise<Account> => {
    account = await new Account(...options).open();
    return account;
  };
  beforeEach(async () => {
    await open();
  });
  afterEach(() => account.close());

  const event = (Event: string, more: Record<string, string> = {}) => account.xml({ MsgType: 'event', Event, ...more });

  test.each(['VIEW', 'LOCATION', 'TEMPLATESENDJOBFINISH', 'view_miniprogram'])(
    '%s ends without a turn',
    async (name) => {
      const heard = await account.post(event(name));
      expect(heard).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8', body: 'success' });
      expect(account.turns.turns).toEqual([]);
    },
  );

  test.each([
    ['subscribe', 'qrscene_7', { kind: 'scan', content: '7' }],
    ['subscribe', '', { kind: 'arrival' }],
    ['SCAN', '7', { kind: 'scan', content: '7' }],
    ['CLICK', 'progress', { kind: 'tap', target: 'progress' }],
  ])('%s %s is answered with words', async (name, EventKey, input) => {
    const heard = await account.post(event(name, { EventKey }));
    expect(readEnvelope(heard.body).fields.Content).toBe('您好');
    expect(account.turns.turns).toMatchObject([{ input, can: { handoff: 'none' } }]);
  });

  test('an event is never handed off, a message is', async () => {
    account.turns.respond = () => [passOn('kf2001@tjgj')];
    expect(readEnvelope((await account.post(event('CLICK'))).body).fields.MsgType).toBe('text');
    const heard = await account.post(account.text('人工'));
    expect(readEnvelope(heard.body).fields.MsgType).toBe('transfer_customer_service');
  });

  test('a scan from the menu, its type taken off', async () => {
    const scan = '<ScanCodeInfo><ScanType>barcode</ScanType><ScanResult>CODE_128,0012</ScanResult></ScanCodeInfo>';
    await account.post(event('scancode_waitmsg', { EventKey: 'scan' }).replace('</xml>', `${scan}</xml>`));
    expect(account.turns.turns[0]?.input).toEqual({ kind: 'scan', content: '0012' });
  });

  test('whoever leaves is forgotten, and nothing is said', async () => {
    await account.post(account.text('a'));
    const heard = await account.post(event('unsubscribe'));
    expect(heard).toMatchObject({ status: 200, body: 'success' });
    expect(account.turns.forgotten).toEqual([account.turns.turns[0]?.conversationId]);
    expect(account.turns.turns).toHaveLength(1);
  });

  test('when forgetting fails, it is set aside until it can be done', async () => {
    account.turns.forget = () => Promise.reject(new Error('disk full'));
    expect(await account.post(event('unsubscribe'))).toMatchObject({ status: 200, body: 'success' });
    expect(account.logged).toMatchObject([{ level: 50, conversationId: expect.stringMatching(/^wx:/) }]);
    expect(account.setAside).toMatchObject([{ kind: 'forget', conversationId: expect.stringMatching(/^wx:/) }]);
  });

  test('when it cannot even be set aside, WeChat is told to ask again', async () => {
    await account.close();
    const keep = () => {
      throw new Error('no room');
    };
    await open({ aside: { keep } });
    account.turns.forget = () => Promise.reject(new Error('disk full'));
    expect((await account.post(event('unsubscribe'))).status).toBe(503);
  });

  test('a late retry of a message does not store again whoever has left since; who follows again is heard', async () => {
    const before = account.text('a');
    await account.post(event('unsubscribe'));
    expect(await account.post(before)).toMatchObject({ status: 200, body: 'success' });
    expect(account.turns.turns).toHaveLength(0);
    await account.post(event('subscribe'));
    await account.post(account.text('b'));
    expect(account.turns.turns).toHaveLength(2);
  });

  test('forgetting that must wait for a slow turn does not keep WeChat waiting', async () => {
    await account.close();
    await open({ deadlineMs: 20 });
    account.turns.forget = () => new Promise(() => {});
    expect(await account.post(event('unsubscribe'))).toMatchObject({ status: 200, body: 'success' });
  });

  test('two different scans within a second are two turns', async () => {
    for (const code of ['/v/221865233729', '/w/409334585274']) {
      const scan = `<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>${code}</ScanResult></ScanCodeInfo>`;
      await account.post(event('scancode_waitmsg', { EventKey: 'scan' }).replace('</xml>', `${scan}</xml>`));
    }
    expect(account.turns.turns.map(({ input }) => input)).toEqual([
      { kind: 'scan', content: '/v/221865233729' },
      { kind: 'scan', content: '/w/409334585274' },
    ]);
  });

  test('five retries at once are one turn and get the same bytes', async () => {
    let answerNow: (replies: Reply[]) => void = () => {};
    account.turns.respond = () =>
      new Promise((resolve) => {
        answerNow = resolve;
      });
    const { query, body } = account.encrypted(account.text('a'));
    const retries = Array.from({ length: 5 }, () => account.post(body, query));
    await until(() => account.turns.deliveries === 5);
    answerNow([say('一次')]);
    const bodies = (await Promise.all(retries)).map((heard) => heard.body);
    expect(new Set(bodies).size).toBe(1);
    expect(openAnswer(bodies[0] ?? '')).toContain('一次');
    expect(account.turns.turns).toHaveLength(1);
    expect((await account.post(body, query)).body).toBe(bodies[0]);
  });

  test('a slow turn without a way to send later is waited for: a retry joins it and gets the same bytes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await account.close();
    await open({ deadlineMs: 20 });
    let answerNow: (replies: Reply[]) => void = () => {};
    account.turns.respond = () =>
      new Promise((resolve) => {
        answerNow = resolve;
      });
    const message = account.text('a');
    const query = account.signedQuery();
    const first = account.post(message, query);
    await until(() => account.turns.deliveries === 1);
    // A deadline would be past.
    await vi.advanceTimersByTimeAsync(60);
    const retry = account.post(message, query);
    await until(() => account.turns.deliveries === 2);
    answerNow([say('来了')]);
    expect((await first).body).toBe((await retry).body);
    expect(readEnvelope((await first).body).fields.Content).toBe('来了');
    expect(account.turns.turns).toHaveLength(1);
  });

  test.each(['plain', 'encrypted'])('a fault of ours is an apology, %s', async (mode) => {
    account.turns.respond = () => {
      throw new Error('secret detail');
    };
    const delivery = mode === 'plain' ? null : account.encrypted(account.text('a'));
    const heard = delivery ? await account.post(delivery.body, delivery.query) : await account.post(account.text('a'));
    const words = readEnvelope(delivery ? openAnswer(heard.body) : heard.body).fields.Content;
    expect(heard.status).toBe(200);
    expect(words).toBe('抱歉，出了点问题。');
    expect(account.logged).toMatchObject([
      { level: 50, conversationId: expect.stringMatching(/^wx:/), err: { message: 'secret detail' } },
    ]);
    expect(JSON.stringify(account.logged)).not.toContain(openId);
  });

  test('even when the apology fails, nobody sees a fault', async () => {
    await account.close();
    await open({
      sorry: () => {
        throw new Error('no words');
      },
    });
    account.turns.respond = () => Promise.reject(new Error('disk full'));
    expect(await account.post(account.text('a'))).toMatchObject({ status: 200, body: 'success' });
  });

  test('a delivery answered long ago is refused', async () => {
    account.turns.respond = () => Promise.reject(new Replayed(false));
    const heard = await account.post(account.text('a'));
    expect(heard).toMatchObject({ status: 409, type: 'text/plain; charset=utf-8' });
    expect(account.refused).toEqual(['wechat replayed']);
  });
});
