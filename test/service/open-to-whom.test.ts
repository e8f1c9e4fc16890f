import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningService, startService } from '../../src/main.js';
import { loadConfig } from '../../src/service/config.js';
import { originOf } from '../../src/service/listening.js';
import { examine } from '../operations/examine.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

const production = {
  NODE_ENV: 'production',
  PUBLIC_BASE_URL: 'https://hotline.example',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
};
let n = 0;

async function started(env: NodeJS.ProcessEnv): Promise<RunningService> {
  const DATABASE_URL = `sqlite:${join(folder, `${n++}.db`)}`;
  const service = await startService({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL, YIBO_SAMPLE_DATA: 'off', ...env });
  onTestFinished(() => service.close());
  return service;
}

describe('the simulator', () => {
  const secrets = ['TWILIO_AUTH_TOKEN', 'WECHAT_TOKEN', 'WECHAT_APP_SECRET'];

  test('is on where all secrets are made up', () => {
    expect(loadConfig({}).simulator).toBe(true);
    expect(loadConfig({ YIBO_SIMULATOR: 'off' }).simulator).toBe(false);
  });

  test.each(secrets)('is off once %s is a true one, until somebody asks for it', (name) => {
    expect(loadConfig({ [name]: 'x'.repeat(32) }).simulator).toBe(false);
    expect(loadConfig({ [name]: 'x'.repeat(32), YIBO_SIMULATOR: 'on' }).simulator).toBe(true);
  });

  test('is never on in production: asking for it stops the start', () => {
    expect(loadConfig(production).simulator).toBe(false);
    expect(() => loadConfig({ ...production, YIBO_SIMULATOR: 'on' })).toThrow(
      'YIBO_SIMULATOR is for trying things out',
    );
  });

  test('with true secrets and a forgotten NODE_ENV, nobody signs with them, and nobody sets the clock', async () => {
    const { origin } = await started({ ...production, NODE_ENV: '', YIBO_CLOCK: '2016-10-21T10:00:00+08:00' });
    for (const path of ['/simulator/', '/simulator/api/clock', '/simulator/api/samples'])
      expect((await fetch(origin + path)).status).toBe(404);
    const headers = { 'Content-Type': 'application/json' };
    for (const path of ['/simulator/api/call', '/simulator/api/clock']) {
      const body = JSON.stringify(path.endsWith('clock') ? { iso: 'now' } : {});
      expect((await fetch(origin + path, { method: 'POST', headers, body })).status).toBe(404);
    }
  });

  test('is served to this machine, and to nobody who comes through a proxy of it', async () => {
    const { origin } = await started({});
    expect((await fetch(`${origin}/simulator/`)).status).toBe(200);
    const proxied = { 'X-Forwarded-For': '127.0.0.1', 'Content-Type': 'application/json' };
    expect((await fetch(`${origin}/simulator/`, { headers: proxied })).status).toBe(404);
    const clock = `${origin}/simulator/api/clock`;
    const { now } = (await (await fetch(clock)).json()) as { now: number };
    const body = JSON.stringify({ iso: '2030-01-01T00:00:00+08:00' });
    expect((await fetch(clock, { method: 'POST', headers: proxied, body })).status).toBe(404);
    expect(((await (await fetch(clock)).json()) as { now: number }).now - now).toBeLessThan(86_400_000);
  });
});

describe('HOST', () => {
  test.each([
    ['local mode', {}, '127.0.0.1'],
    ['true secrets and a forgotten NODE_ENV', { TWILIO_AUTH_TOKEN: 'x'.repeat(32) }, '127.0.0.1'],
    ['production', production, null],
    ['its own word', { ...production, HOST: '127.0.0.1' }, '127.0.0.1'],
    ['an empty word', { ...production, HOST: '' }, null],
  ])('by %s is %s', (_, env, host) => {
    expect(loadConfig(env).host).toBe(host);
  });

  test('is the only address: in local mode no other one of this machine answers, in production each does', async () => {
    const elsewhere = ({ origin }: RunningService) => `http://127.0.0.2:${new URL(origin).port}/healthz`;
    await expect(fetch(elsewhere(await started({})))).rejects.toThrow();
    expect((await fetch(elsewhere(await started(production)))).status).toBe(200);
  });

  test('may be another address: the service knows itself by it', async () => {
    const { origin } = await started({ HOST: '127.0.0.2' });
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
    expect((await fetch(`${origin}/simulator/`)).status).toBe(200);
    expect(originOf({ address: '::1', family: 'IPv6', port: 80 })).toBe('http://[::1]:80');
    expect(originOf({ address: '::', family: 'IPv6', port: 80 })).toBe('http://127.0.0.1:80');
  });

  test.each(['203.0.113.9', 'no-such-name.invalid'])('that is not of this machine is told: %s', async (HOST) => {
    await expect(started({ HOST })).rejects.toThrow(`HOST ${HOST} is no address of this machine`);
  });

  test('that is no address at all is refused with the other settings', () => {
    expect(() => loadConfig({ HOST: 'http://x/' })).toThrow('HOST must be an address or a name of this machine');
  });
});

test('/ shows everybody a page in Chinese: who is reached here, the keys, where the data are', async () => {
  const { origin } = await started(production);
  const answer = await fetch(`${origin}/`);
  const page = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  for (const words of ['<html lang="zh-CN">', '<kbd>2</kbd> 口岸通关', '<kbd>*</kbd> 自助查询'])
    expect(page).toContain(words);
  expect(page).toContain('href="/datasets">查询和下载公开数据的接口');
  expect((await fetch(`${origin}/`, { method: 'HEAD' })).status).toBe(200);
});

test('/ shows whoever works on this machine the way to the simulator, where there is one, and nobody else', async () => {
  const { origin } = await started({});
  const home = async (headers: Record<string, string>) => (await fetch(`${origin}/`, { headers })).text();
  expect(await home({})).toContain('href="/simulator/"');
  expect(await home({ 'X-Forwarded-For': '203.0.113.9' })).not.toContain('simulator');
  const elsewhere = await started(production);
  expect(await (await fetch(`${elsewhere.origin}/`)).text()).not.toContain('simulator');
});

test('true secrets and a forgotten NODE_ENV are told of by doctor', async () => {
  const forgotten = await examine({ TWILIO_AUTH_TOKEN: 'x'.repeat(32) });
  expect(forgotten.line('settings')).toMatch(
    /^! .*TWILIO_AUTH_TOKEN.*NODE_ENV is not production.*Set NODE_ENV=production/,
  );
  expect((await examine({})).line('settings')).toMatch(/^✓ /);
});
