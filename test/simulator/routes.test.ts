import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withdrawRecords } from '../../src/disclosure/publishing/withdraw-records.js';
import { startTestService, type TestService } from '../service/running.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ TWILIO_AUTH_TOKEN: 'a-token-that-nothing-holds-by-chance' });
});
afterAll(() => service.close());

interface Told {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

async function ask(path: string, body?: unknown): Promise<Told> {
  const response = await fetch(`${service.origin}/simulator/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

const call = async () => String((await ask('call', {})).json.id);
const chat = async () => String((await ask('chat', {})).json.id);

describe('the page can', () => {
  test('call, press a key, have staff answer, and look underneath', async () => {
    const rung = await ask('call', {});
    expect(rung.json).toMatchObject({ state: 'listening', listens: { numDigits: 1 } });
    expect(rung.text).toContain('一拨就灵');
    const pressed = await ask(`call/${rung.json.id}/press`, { keys: '2' });
    expect(pressed.json).toMatchObject({ state: 'dialling', listens: null });
    expect(pressed.text).toContain('正在为您接通');
    // The line's name is for whoever is rung: words to the caller would make them wait for the telephone to ring.
    expect(pressed.text).toContain('whisper?line=port-clearance');
    expect(pressed.json.turns).toMatchObject([{ status: 200, parameters: { Digits: '2' } }]);
    const answered = await ask(`call/${rung.json.id}/staff`, { outcome: 'answers' });
    expect(answered.json.heard).toContainEqual({ kind: 'whispers', words: expect.stringContaining('口岸通关') });
    expect(answered.json.heard).toContainEqual({ kind: 'bridged' });
  });

  test('write in chat and tap the menu', async () => {
    const id = await chat();
    expect((await ask(`chat/${id}/follow`, {})).json).toMatchObject({ reply: { kind: 'text' } });
    expect((await ask(`chat/${id}/tap`, { target: 'progress' })).text).toContain('报检号');
    expect((await ask(`chat/${id}/say`, { text: '人工' })).status).toBe(200);
  });

  test('set the clock, and the next call is answered by it', async () => {
    expect((await ask('clock', { iso: '2016-10-03T10:00:00+08:00' })).status).toBe(200);
    expect((await ask('call', {})).text).toContain('国庆节');
    const before = Date.now();
    const { json } = await ask('clock', { iso: '2016-10-21T10:00:00+08:00' });
    const ahead = Number(json.now) - Date.parse('2016-10-21T10:00:00+08:00');
    // It was set to that, and runs on from there.
    expect(ahead).toBeGreaterThanOrEqual(0);
    expect(ahead).toBeLessThanOrEqual(Date.now() - before);
  });

  test('offer sample records to try', async () => {
    const { json } = await ask('samples');
    expect(Object.keys(json)).toEqual(['consignments', 'vehicles', 'wines']);
    const first = { declarationNo: '120000116000001', registrationNo: '1101960H79' };
    expect(json.consignments).toContainEqual({ ...first, goods: '冷藏集装箱', shows: '已放行' });
  });

  test('see of each sample what it shows, different things first, and what was withdrawn', async () => {
    const shows = async (of: string) =>
      ((await ask('samples')).json[of] as { vin?: string; shows: string }[]).map((one) => one.shows);
    expect(await shows('vehicles')).toEqual(['合格', '不合格', '合格', '不合格', '合格', '不合格']);
    expect(new Set(await shows('consignments')).size).toBeGreaterThan(3);
    expect(await shows('wines')).toContain('合格');
    await withdrawCar('JTEBU5JR6G5003291');
    expect((await shows('vehicles')).slice(0, 3)).toEqual(['合格', '不合格', '已撤回']);
  });

  test('send what is no words, as WeChat sends it, and leave and follow again', async () => {
    const id = await chat();
    const sent = async (act: string, body: object) => {
      const { status, text } = await ask(`chat/${id}/${act}`, body);
      expect(status, text).toBe(200);
      return text;
    };
    await sent('follow', {});
    expect(await sent('place', { label: '东疆（示例）' })).toContain(
      '<Location_X>38.987654</Location_X>\\n<Location_Y>117.786543</Location_Y>\\n<Scale>15</Scale>\\n<Label><![CDATA[东疆（示例）]]></Label>',
    );
    expect(await sent('sticker', {})).toContain('<Content><![CDATA[【收到不支持的消息类型，暂无法显示】]]></Content>');
    expect(await sent('voice', { recognition: '查进度' })).toContain('<Recognition><![CDATA[查进度]]></Recognition>');
    expect(await sent('voice', { recognition: null })).not.toContain('Recognition');
    expect(await sent('unfollow', {})).toContain('"reply":{"kind":"none"}');
    expect(await sent('follow', {})).toContain('这里是津门国检');
  });
});

async function withdrawCar(vin: string): Promise<void> {
  const { store, data } = service;
  const { datasets } = data.current;
  const dataset = datasets.get('vehicles');
  if (!dataset) throw new Error('there are no vehicles');
  const terms = { standing: { approvedBy: '常设批准', reason: '例行公开', legalBasis: '《政府信息公开条例》' } };
  const given = { madeBy: '张三', approvedBy: '李四', reason: '资料录入有误' };
  await withdrawRecords({ store, datasets, terms, now: Date.now(), given, dataset, ids: [vin] });
}

describe('it is told what is wrong, in a sentence', () => {
  test.each<[string, () => Promise<string>, unknown, number]>([
    ['keys that no telephone has', async () => `call/${await call()}/press`, { keys: '1a' }, 400],
    ['no keys at all', async () => `call/${await call()}/press`, {}, 400],
    ['an outcome that staff do not have', async () => `call/${await call()}/staff`, { outcome: 'sleeps' }, 400],
    ['a field nobody asked for', async () => `chat/${await chat()}/say`, { text: '好', openid: 'oOther' }, 400],
    ['an empty text', async () => `chat/${await chat()}/say`, { text: '' }, 400],
    ['a time that is none', async () => 'clock', { iso: 'tomorrow' }, 400],
    ['staff answering when nobody is rung', async () => `call/${await call()}/staff`, { outcome: 'answers' }, 409],
    ['a call that is not there', async () => 'call/none/press', { keys: '1' }, 404],
  ])('%s', async (_, path, body, status) => {
    const told = await ask(await path(), body);
    expect(told.status).toBe(status);
    expect(told.json.error).toMatch(/。$|：/);
  });

  test.each([
    ['a body that is no JSON', '{', 400],
    ['a body over 16 kB', JSON.stringify({ text: '长'.repeat(6000) }), 413],
  ])('%s', async (_, body, status) => {
    expect((await ask(`chat/${await chat()}/say`, body)).status).toBe(status);
  });
});

test('no secret ever reaches the page', async () => {
  const { twilio, wechat } = service.secrets;
  const callId = await call();
  const chatId = await chat();
  const told = [
    await ask('call', {}),
    await ask(`call/${callId}/press`, { keys: '*' }),
    await ask(`call/${callId}/staff`, { outcome: 'answers' }),
    await ask(`chat/${chatId}/say`, { text: '你好' }),
    await ask('samples'),
  ].map(({ text }) => text);
  const leaked = [twilio.authToken, wechat.token, wechat.encodingAesKey].filter((secret) =>
    told.some((text) => text.includes(secret)),
  );
  expect(told.every((text) => text !== '')).toBe(true);
  expect(leaked).toEqual([]);
});

test('the oldest of 200 calls gives way', async () => {
  const first = await chat();
  for (let count = 0; count < 200; count++) await ask('chat', {});
  expect((await ask(`chat/${first}/say`, { text: '你好' })).status).toBe(404);
});

test('the page and all it needs are served, and nothing outside its folder', async () => {
  const page = await fetch(`${service.origin}/simulator/`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc="\.\/)|<style|\sstyle=|\son\w+=|(src|href)="(https?:)?\/\//);
  const needed = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(needed.length).toBeGreaterThan(2);
  for (const path of needed)
    expect((await fetch(new URL(path, `${service.origin}/simulator/`))).status, path).toBe(200);
  expect((await fetch(`${service.origin}/simulator/..%2froutes.ts`)).status).toBeGreaterThanOrEqual(400);
});
