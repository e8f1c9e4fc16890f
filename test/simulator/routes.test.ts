import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    expect(pressed.text).toContain('口岸通关');
    expect(pressed.json.turns).toMatchObject([{ status: 200, parameters: { Digits: '2' } }]);
    const answered = await ask(`call/${rung.json.id}/staff`, { outcome: 'answers' });
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
    expect(json.consignments).toContainEqual({ declarationNo: '120000116000001', registrationNo: '1101960H79' });
  });
});

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
