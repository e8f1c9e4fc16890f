import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WechatClient } from '../../src/channels/wechat/client.js';
import { decodeAesKey } from '../../src/channels/wechat/crypto.js';
import { encode, encodeWords, type Frame } from '../../src/channels/wechat/encode.js';
import { LateAnswers } from '../../src/channels/wechat/late-answers.js';
import { wordsOfAnswer } from '../../src/channels/wechat/words-of-answer.js';
import { forgetConversation } from '../../src/domain/care/forgetful.js';
import type { Reply } from '../../src/domain/conversation/reply.js';
import type { Store } from '../../src/domain/store.js';
import { planPassingOn } from '../../src/hotline/ring-plans.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { WechatApi } from '../../src/simulator/wechat-api.js';
import { openStore } from '../../src/store/open.js';
import { until } from '../until.js';
import { Account, FakeTurns, nowSeconds, openId, settings } from './wechat/account.js';

const sorry = () => '抱歉，出了点问题。';
const say = (words: string): Reply[] => [{ verb: 'say', words }];
const transfer: Reply = {
  verb: 'connect',
  words: '已经转给总台的同事；要回到自助请回复 *。',
  otherwise: '请再发一次。',
  plan: planPassingOn('general', []),
};

const clock = { at: 0, now: () => clock.at };
const folder = mkdtempSync(join(tmpdir(), 'yibo-late-'));
let databases = 0;
let store: Store;
let api: WechatApi;
let processes: Process[];

/** One process of the account, on the database that all share. */
class Process {
  readonly logged: Record<string, unknown>[] = [];
  readonly outbox: Outbox;
  readonly late: LateAnswers;
  readonly account: Account;

  constructor(apiBase: string, turns: FakeTurns) {
    const log = pino({ level: 'debug' }, { write: (line: string) => this.logged.push(JSON.parse(line)) });
    const customerService = new WechatClient({ appId: settings.appId, appSecret: 'secret', apiBase }, clock);
    this.outbox = new Outbox({ store: store.outbox, clock, log });
    this.late = new LateAnswers({ outbox: this.outbox, turns, customerService, settings, log, sorry });
    this.outbox.register('wechat', this.late);
    this.account = new Account({ turns, late: this.late, deadlineMs: 20 });
    processes.push(this);
  }

  async open(): Promise<this> {
    await this.account.open();
    return this;
  }
}

let apiBase: string;
let turns: FakeTurns;
let first: Process;
/** Lets the turn that is being worked on end. */
let answerNow: (replies: readonly Reply[]) => void;

beforeEach(async () => {
  clock.at = nowSeconds * 1000 + 500;
  processes = [];
  store = await openStore(`sqlite:${join(folder, `${++databases}.db`)}`);
  await store.migrate();
  api = new WechatApi({ appId: settings.appId, appSecret: 'secret', now: clock.now });
  apiBase = await api.open();
  api.wrote(openId);
  turns = new FakeTurns();
  turns.respond = () => new Promise((resolve) => (answerNow = resolve));
  first = await new Process(apiBase, turns).open();
});
afterEach(async () => {
  for (const one of processes) {
    await one.outbox.stop();
    await one.account.close();
  }
  await store.close();
  api.close();
  if (databases === 1) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
});

const settled = (count: number) => until(async () => (await store.outbox.counts()).sent === count);

test('a slow turn is answered with nothing, and its answer is sent as a message of its own', async () => {
  first.outbox.start();
  expect(await first.account.post(first.account.text('a'))).toMatchObject({ status: 200, body: 'success' });
  answerNow(say('来了'));
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: '来了' }]);
  expect(first.account.logged).toMatchObject([{ level: 40 }]);
  expect(first.logged).toEqual([]);
});

test('before WeChat is told so, it is written down; once it is sent, neither the person nor the words are kept', async () => {
  expect((await first.account.post(first.account.text('三月的酒'))).body).toBe('success');
  const [owed] = await store.outbox.list('owed', 9);
  expect(owed).toMatchObject({ personId: openId, body: expect.stringContaining('三月的酒'), state: 'owed' });
  expect(owed?.notAfter).toBe(clock.at + 48 * 3_600_000);
  first.outbox.start();
  answerNow(say('来了'));
  await settled(1);
  expect(await store.outbox.find(owed?.key ?? '')).toMatchObject({ personId: null, body: null, state: 'sent' });
});

test('no copy of a delivery whose answer is owed is answered, in this process or another, before it is sent or after', async () => {
  const other = await new Process(apiBase, turns).open();
  const message = first.account.text('a');
  expect((await first.account.post(message)).body).toBe('success');
  const joining = [first, other].map(({ account }) => account.post(message));
  await until(() => turns.deliveries === 3);
  answerNow(say('来了'));
  expect((await Promise.all(joining)).map(({ body }) => body)).toEqual(['success', 'success']);
  expect((await other.account.post(message)).body).toBe('success');
  for (const { outbox } of [first, other]) outbox.start();
  await settled(1);
  for (const { account } of [first, other]) expect((await account.post(message)).body).toBe('success');
  expect(api.arrived).toHaveLength(1);
  expect(turns.turns).toHaveLength(1);
});

test('a process that works a copy out for itself, seconds after it was written, gives no second answer', async () => {
  const message = first.account.text('a');
  expect((await first.account.post(message)).body).toBe('success');
  const quick = new FakeTurns();
  const log = pino({ level: 'silent' });
  const late = new LateAnswers({
    ...{ outbox: first.outbox, turns: quick, settings, log, sorry },
    customerService: never,
  });
  const account = await new Account({ turns: quick, late, clock: { now: () => (nowSeconds + 5) * 1000 } }).open();
  expect((await account.post(message)).body).toBe('success');
  expect((await account.post(first.account.text('b'))).body).toContain('您好');
  await account.close();
});

const never = { sendText: () => Promise.reject(new Error('not to be called')) };

test('the database is not asked about a delivery that is answered in time; about its retry it is', async () => {
  turns.respond = () => say('您好');
  const asked = vi.spyOn(store.outbox, 'find');
  const message = first.account.text('a');
  const { body } = await first.account.post(message);
  expect(asked).not.toHaveBeenCalled();
  expect((await first.account.post(message)).body).toBe(body);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('when it cannot be written down, nothing is promised: WeChat waits, and gets the answer', async () => {
  vi.spyOn(store.outbox, 'owe').mockRejectedValue(new Error('disk full'));
  const answer = first.account.post(first.account.text('a'));
  await until(() => first.account.logged.length > 0);
  expect(first.account.logged).toMatchObject([{ level: 50, err: { message: 'disk full' } }]);
  answerNow(say('来了'));
  expect((await answer).body).toContain('来了');
  expect(await store.outbox.counts()).toMatchObject({ owed: 0 });
});

test('what a process that died owed, another works out', async () => {
  expect((await first.account.post(first.account.text('a'))).body).toBe('success');
  const elsewhere = new FakeTurns();
  elsewhere.respond = ({ input }) => say(`您说：${input.kind === 'text' ? input.text : ''}`);
  const second = new Process(apiBase, elsewhere);
  second.outbox.start();
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: '您说：a' }]);
  expect(elsewhere.turns).toEqual(turns.turns);
});

test.each(['xml', 'json'] as const)('what it had stored, sealed, in %s, another sends', async (format) => {
  expect((await first.account.post(first.account.text('a'))).body).toBe('success');
  const elsewhere = new FakeTurns();
  const [deliveryId = ''] = turns.answers.keys();
  elsewhere.answers.set(deliveryId, Promise.resolve(encodeWords('存好的', frameIn(format, true))));
  new Process(apiBase, elsewhere).outbox.start();
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: '存好的' }]);
});

test('how to come back is told beside the first message that is handed over, once, as a message of its own', async () => {
  first.outbox.start();
  turns.respond = () => [transfer];
  const message = first.account.text('人工');
  const { body } = await first.account.post(message);
  expect(body).toContain('transfer_customer_service');
  await settled(1);
  expect((await first.account.post(message)).body).toBe(body);
  turns.respond = () => [{ ...transfer, words: '' }];
  expect((await first.account.post(first.account.text('还有'))).body).toContain('transfer_customer_service');
  expect(api.arrived).toEqual([{ openid: openId, text: transfer.words }]);
  expect(await store.outbox.counts()).toEqual({ owed: 0, sent: 1, dead: 0 });
});

test('where it cannot be told, a line of the log says so, and nothing is owed', async () => {
  api.left(openId);
  first.outbox.start();
  turns.respond = () => [transfer];
  await first.account.post(first.account.text('人工'));
  await settled(1);
  expect(first.logged).toMatchObject([{ level: 40 }]);
});

test('a hand-over that comes late asks for the message once more, as WeChat would not wait for it', async () => {
  first.outbox.start();
  await first.account.post(first.account.text('人工'));
  answerNow([{ verb: 'say', words: '好的' }, transfer]);
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: '好的\n\n请再发一次。' }]);
});

test('the words of a hand-over that was slow to be stored are kept with what is owed', async () => {
  const stored = encode([transfer], frameIn('xml', false));
  turns.take = async (turn, write) => {
    turns.answers.set(turn.deliveryId, Promise.resolve(write([transfer], { place: { at: 'over' } } as never)));
    return new Promise(() => {});
  };
  expect((await first.account.post(first.account.text('人工'))).body).toBe('success');
  const elsewhere = new FakeTurns();
  for (const deliveryId of turns.answers.keys()) elsewhere.answers.set(deliveryId, Promise.resolve(stored));
  new Process(apiBase, elsewhere).outbox.start();
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: '请再发一次。' }]);
});

test('a slow turn that fails in the end is logged, and the person is sent an apology', async () => {
  let failNow: (error: Error) => void = () => {};
  turns.respond = () => new Promise((_resolve, reject) => (failNow = reject));
  first.outbox.start();
  expect((await first.account.post(first.account.text('a'))).body).toBe('success');
  failNow(new Error('disk full'));
  for (const [attempts, pause] of [
    [1, 5_000],
    [2, 15_000],
  ] as const) {
    // Only when it is put off is the attempt over.
    await until(async () => (await store.outbox.list('owed', 1))[0]?.dueAt === clock.at + pause);
    expect(await store.outbox.list('owed', 1)).toMatchObject([{ attempts, reason: 'disk full' }]);
    expect(api.arrived).toEqual([]);
    clock.at += 60_000;
    first.outbox.wake();
  }
  await settled(1);
  expect(api.arrived).toEqual([{ openid: openId, text: sorry() }]);
  const levels = first.logged.map(({ level }) => level);
  expect(levels).toEqual([40, 40, 50]);
  expect(first.logged.at(-1)).toMatchObject({ err: { message: 'disk full' } });
  expect(JSON.stringify(first.logged)).not.toContain(openId);
});

test('nothing is sent where nothing is said', async () => {
  first.outbox.start();
  await first.account.post(first.account.text('a'));
  answerNow([]);
  await settled(1);
  expect(api.calls).toEqual([]);
});

test('what is owed to somebody who leaves goes with them', async () => {
  await first.account.post(first.account.text('a'));
  const [owed] = await store.outbox.list('owed', 1);
  await first.account.post(first.account.xml({ MsgType: 'event', Event: 'unsubscribe' }));
  expect(turns.forgotten).toEqual([owed?.conversationId]);
  await forgetConversation(store.forgetful, owed?.conversationId ?? '');
  expect(await store.outbox.counts()).toEqual({ owed: 0, sent: 0, dead: 0 });
});

test('an answer that WeChat will never take is a dead letter, to be read', async () => {
  api.left(openId);
  first.outbox.start();
  await first.account.post(first.account.text('a'));
  answerNow(say('来了'));
  await until(async () => (await store.outbox.counts()).dead === 1);
  expect(await store.outbox.list('dead', 1)).toMatchObject([{ reason: expect.stringContaining('43004'), attempts: 1 }]);
  expect(first.logged).toMatchObject([{ level: 50, channel: 'wechat' }]);
});

/** How a stored answer was written. */
function frameIn(format: 'xml' | 'json', isSealed: boolean): Frame {
  const [key = ''] = settings.encodingAesKeys;
  const random16 = Buffer.alloc(16, 1);
  const seal = {
    format,
    key: decodeAesKey(key),
    appId: settings.appId,
    token: 'AAAAA',
    timestamp: '1',
    nonce: '2',
    random16,
  };
  const people = { toUserName: openId, fromUserName: 'gh_1', createdAtSeconds: 1 };
  return { format, ...people, isMessage: true, seal: isSealed ? seal : null };
}

test('every kind of answer of ours can be read again', () => {
  const words = '两行\n]]>与 <标签> & "引号"';
  for (const format of ['xml', 'json'] as const) {
    for (const isSealed of [false, true]) {
      const frame = frameIn(format, isSealed);
      expect(wordsOfAnswer(encodeWords(words, frame), settings.encodingAesKeys)).toBe(words);
      expect(wordsOfAnswer(encode([transfer], frame), settings.encodingAesKeys)).toBeNull();
      expect(wordsOfAnswer(encode([], frame), settings.encodingAesKeys)).toBe('');
    }
  }
  const sealed = encodeWords(words, frameIn('xml', true));
  expect(wordsOfAnswer(sealed, [...settings.encodingAesKeys].reverse())).toBe(words);
  expect(() => wordsOfAnswer(sealed, [settings.encodingAesKeys[1] ?? ''])).toThrow('key that is not there');
});
