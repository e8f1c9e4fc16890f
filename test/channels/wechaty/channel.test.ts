import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import decodeQR from 'qr/decode.js';
import { afterEach, expect, test } from 'vitest';
import { turnOf } from '../../../src/channels/wechaty/turn.js';
import { type RunningService, startService } from '../../../src/main.js';
import { until } from '../../until.js';
import { MockNetwork, types } from './mock-network.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-wechaty-'));
const pauses: number[] = [];
let drawn = '';
let running: RunningService | null = null;

async function start(network: MockNetwork): Promise<RunningService> {
  const env = {
    ...{ PORT: '0', LOG_LEVEL: 'silent', YIBO_CLOCK: '2016-10-21T10:00:00+08:00' },
    DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
    ...{ WECHATY_PUPPET: 'wechaty-puppet-mock', WECHATY_FOLDER: folder },
  };
  const puppet = {
    open: network.open,
    pause: async (ms: number) => void pauses.push(ms),
    draw: (text: string) => {
      drawn += text;
    },
  };
  running = await startService(env, { puppet });
  await network.isOpen();
  return running;
}

afterEach(async () => {
  await running?.close();
  running = null;
  rmSync(folder, { recursive: true, force: true });
});

test('200 people write at once, each message comes twice: one answer each, and none is another’s', async () => {
  const network = new MockNetwork();
  await start(network);
  const people = Array.from({ length: 200 }, (_, number) => `person-${number}`);
  // Nothing that anybody understands: the answer quotes it.
  const words = people.map(
    (_, number) => `zqxv${[...String(number)].map((digit) => 'bcdfghjkmp'[Number(digit)]).join('')}`,
  );
  for (const person of people) network.write({ from: person, text: '你好' });
  await Promise.all(people.map((person) => network.answer(person, 1)));
  const ids = people.map((from, index) => network.write({ from, text: words[index] ?? '' }));
  for (const [index, from] of people.entries()) network.write({ from, text: words[index] ?? '', id: ids[index] ?? '' });
  await Promise.all(people.map((person) => network.answer(person, 2)));
  // Once more, now that they are answered; then something new, whose answer stands behind any that should not be there.
  for (const [index, from] of people.entries()) network.write({ from, text: words[index] ?? '', id: ids[index] ?? '' });
  for (const from of people) network.write({ from, text: '9' });
  await Promise.all(people.map((person) => network.answer(person, 3)));
  for (const [index, person] of people.entries()) {
    const [first, second, third] = network.received.get(person) ?? [];
    expect(first).toMatch(/^您好，这里是津门国检/);
    expect(second).toContain(`抱歉，没有看明白「${words[index]}」。`);
    expect(third).toMatch(/^投诉举报：/);
    expect(network.received.get(person)).toHaveLength(3);
  }
});

test('a message that comes again after a restart is not answered again', async () => {
  const before = new MockNetwork();
  await start(before);
  before.write({ from: 'li', text: '查进度', id: 'm1' });
  expect(await before.answer('li', 1)).toBe('请发来 15 位报检号。\n不查了请回复 *，转人工请回复 0。');
  await running?.close();
  const after = new MockNetwork();
  await start(after);
  after.write({ from: 'li', text: '查进度', id: 'm1' });
  after.write({ from: 'li', text: '12000011600001', id: 'm2' });
  expect(await after.answer('li', 1)).toContain('您发来的是 14 位');
});

test('messages of one person are answered in the order they came', async () => {
  const network = new MockNetwork();
  await start(network);
  for (const text of ['查进度', '120000116000001', '1101960H7', '*']) network.write({ from: 'li', text });
  await network.answer('li', 4);
  const [first, second, third, fourth] = network.received.get('li') ?? [];
  expect(first).toBe('请发来 15 位报检号。\n不查了请回复 *，转人工请回复 0。');
  expect(second).toBe('请发来 10 位报检单位登记号。');
  expect(third).toContain('您发来的是 9 位');
  expect(fourth).toMatch(/^自助查询/);
});

test('a crashed puppet is started again with growing pauses; the service goes on, and what is owed comes later', async () => {
  const network = new MockNetwork();
  const { origin, store } = await start(network);
  pauses.length = 0;
  network.write({ from: 'li', text: '查进度' });
  await network.answer('li', 1);
  network.dropsTheConnection();
  network.write({ from: 'li', text: '再说一遍' });
  await until(async () => (await store.outbox.list('owed', 1))[0]?.reason === 'the connection is lost');
  network.crash();
  expect(network.received.get('li')).toHaveLength(1);
  await until(() => network.opened === 2 && network.puppet?.isLoggedIn === true);
  expect(pauses).toEqual([1000]);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect(await network.answer('li', 2)).toBe('请发来 15 位报检号。');
  network.write({ from: 'li', text: '12000011600001' });
  expect(await network.answer('li', 3)).toContain('您发来的是 14 位');
  // wechaty says that it has started when its puppet has not.
  network.failsToStart = 1;
  network.crash();
  await until(() => network.opened === 4 && network.puppet?.isLoggedIn === true);
  expect(pauses).toEqual([1000, 2000, 4000]);
  // Trouble that a puppet survives is no reason to log in again.
  network.puppet?.emit('error', new Error('a message could not be read') as never);
  network.write({ from: 'li', text: '*' });
  expect(await network.answer('li', 4)).toMatch(/^自助查询/);
  expect(network.opened).toBe(4);
});

test('pictures, voices and stickers are asked to be written; groups, recalls, official accounts and ourselves get nothing', async () => {
  const network = new MockNetwork();
  await start(network);
  network.write({ from: 'li', text: '你好' });
  await network.answer('li', 1);
  for (const [type, what] of [
    [types.Image, '图片暂时看不了'],
    [types.Audio, '语音暂时听不了'],
    [types.Emoticon, '表情暂时看不了'],
  ] as const) {
    network.write({ from: 'wang', text: '你好' });
    network.write({ from: 'wang', type });
    const said = await network.answer('wang', 2);
    expect(said).toContain(`抱歉，${what}，请发文字给我。`);
    network.received.delete('wang');
  }
  network.write({ from: 'li', text: '查进度', room: true });
  network.write({ from: 'li', type: types.Recalled });
  network.write({ from: 'official-news', text: '查进度' });
  network.write({ from: 'bureau', text: '查进度' });
  network.write({ from: 'li', text: '查进度' });
  expect(await network.answer('li', 2)).toBe('请发来 15 位报检号。\n不查了请回复 *，转人工请回复 0。');
  expect(network.received.get('li')).toHaveLength(2);
  expect(network.received.get('official-news')).toBeUndefined();
  // Which we wrote ourselves.
  expect(network.received.get('somebody')).toEqual(['查进度']);
});

test('whoever becomes a contact is greeted; a question is kept under a number, since nobody can be connected', async () => {
  const network = new MockNetwork();
  const { store } = await start(network);
  network.befriend('li');
  expect(await network.answer('li', 1)).toMatch(/^您好，这里是津门国检/);
  network.write({ from: 'li', text: '我要投诉昨天在港口遇到的乱收费', id: 'm1' });
  expect(await network.answer('li', 2)).toContain('您的留言已经记下，编号 2016102100017。我们会尽快回复您。');
  expect(await store.cases.bySource(deliveryIdOf('li', 'm1'))).toMatchObject({
    caseNo: '2016102100017',
    ...{ line: 'complaints', channel: 'wechaty', personId: 'li' },
    message: { kind: 'text', text: '我要投诉昨天在港口遇到的乱收费' },
  });
});

test('the code that logs the account in is drawn, and an image for nobody else, until it was scanned', async () => {
  const network = new MockNetwork();
  network.logsIn = false;
  await start(network);
  drawn = '';
  network.scan('https://login.example/l/QbKJ8eW-3w==');
  const image = join(folder, 'wechaty-login.svg');
  await until(() => drawn !== '');
  expect(read(drawn)).toBe('https://login.example/l/QbKJ8eW-3w==');
  expect(statSync(image).mode & 0o777).toBe(0o600);
  expect(readFileSync(image, 'utf8')).toMatch(/^<svg /);
  const once = drawn;
  network.scan('https://login.example/l/QbKJ8eW-3w==');
  network.logIn();
  await until(() => !existsSync(image));
  expect(drawn).toBe(once);
});

function deliveryIdOf(contactId: string, id: string): string {
  const message = {
    ...{ id, contactId, type: 'Text', text: '' },
    isOwn: false,
    isInRoom: false,
    isFromPerson: true,
    ageMs: 0,
  };
  return turnOf(message, 'wechaty-puppet-mock', 0)?.deliveryId ?? '';
}

/** Reads a code drawn with half blocks, as a camera would: a character is two modules, light where it is filled. */
function read(text: string): string {
  const rows = text.split('\n').filter((line) => line !== '');
  const width = Math.max(...rows.map((row) => row.length));
  const scale = 4;
  const size = { width: width * scale, height: rows.length * 2 * scale };
  const data = new Uint8Array(size.width * size.height * 4).fill(255);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [line, isLower] = [Math.floor(y / scale / 2), Math.floor(y / scale) % 2 === 1];
      const character = rows[line]?.[Math.floor(x / scale)] ?? ' ';
      const isLight = character === '█' || character === (isLower ? '▄' : '▀');
      data.fill(isLight ? 255 : 0, (y * size.width + x) * 4, (y * size.width + x) * 4 + 3);
    }
  }
  return decodeQR({ ...size, data });
}
