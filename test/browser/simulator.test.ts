import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningService, startService } from '../../src/main.js';
import { findChromium } from './find-chromium.js';

const patienceMs = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'yibo-browser-'));
let service: RunningService;
let browser: Browser;
let page: Page;
let faults: string[];
let received: Promise<string>[];

beforeAll(async () => {
  const { executablePath, args } = await findChromium();
  browser = await chromium.launch({ executablePath, args: [...args], timeout: 60_000 });
  service = await startService({
    ...process.env,
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
    YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
    LOG_LEVEL: 'error',
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  service.setClock('2016-10-21T10:00:00+08:00');
  await openPage(1440, 900);
});

afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

async function openPage(width: number, height: number): Promise<void> {
  page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' });
  page.setDefaultTimeout(patienceMs);
  faults = [];
  received = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()} answered ${response.status()}`);
    received.push(response.text().then((body) => `${response.url()}\n${JSON.stringify(response.headers())}\n${body}`));
  });
  await page.goto(`${service.origin}/simulator/`);
}

/** Waits for the line to say this. */
const hear = (words: string) => page.locator('#talk .said', { hasText: words }).last().waitFor();
/** Waits for the account to write this. */
const read = (words: string) => page.locator('.bubble.account', { hasText: words }).last().waitFor();
const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
const key = (name: string) => page.locator(`.key[data-key="${name}"]`).click();

async function write(words: string): Promise<void> {
  await page.fill('#chat-text', words);
  await page.press('#chat-text', 'Enter');
}

test('a call: dialled, keyed by clicks, hung up', async () => {
  await click('拨号');
  await hear('您好，天津检验检疫');
  await key('*');
  await hear('自助查询。');
  await key('1');
  await hear('报检号，按井号键结束');
  await click('挂断');
  await page.locator('#talk .notice', { hasText: '通话结束' }).waitFor();
  expect(await page.locator('#call-state').textContent()).toBe('已挂断');
});

test('a call keyed on the keyboard: keys light up, digits show, and the sign that ends a number is not sent', async () => {
  await click('拨号');
  await hear('您好，天津检验检疫');
  await page.keyboard.press('*');
  await page.locator('.key.lit[data-key="*"]').waitFor();
  await hear('自助查询。');
  await page.keyboard.press('1');
  await hear('报检号，按井号键结束');
  await page.keyboard.type('120000116000001');
  expect(await page.locator('#typed').textContent()).toBe('120000116000001');
  await page.keyboard.press('#');
  await hear('登记号');
  const turn = await page.locator('#call-turn dl').textContent();
  expect(turn).toContain('Digits120000116000001');
  await click('挂断');
});

test('a line whose staff are busy takes a message', async () => {
  await click('拨号');
  await hear('您好，天津检验检疫');
  await key('2');
  await hear('正在为您接通');
  await click('占线');
  await hear('滴声后留言');
  await page.locator('#now-words', { hasText: '正在留言' }).waitFor();
  await click('结束留言');
  await hear('您的留言已经记下');
});

test('a colleague who answers hears what the call is about', async () => {
  await click('拨号');
  await hear('您好，天津检验检疫');
  await key('2');
  await click('同事接听');
  await hear('口岸通关来电');
  await page.locator('#talk .notice', { hasText: '已接通' }).waitFor();
});

test('the account greets a new follower, and a digit chooses from its menu', async () => {
  await read('这里是津门国检');
  await write('5');
  await read('进出口食品：');
});

test('a whole progress lookup by message, with the code read off the bubble', async () => {
  await read('这里是津门国检');
  await click('查进度');
  await read('15 位报检号');
  await page.locator('[data-code="120000116000001"]').click();
  await click('发送');
  await read('登记号');
  await page.locator('[data-code="1101960H79"]').first().click();
  await click('发送');
  await read('请回复验证码');
  const asked = await page.locator('.bubble.account').last().textContent();
  await write(/验证码：(\d{4})/.exec(asked ?? '')?.[1] ?? 'no code was shown');
  await read('120000116000001（示例）');
});

test('a sample sticker is scanned', async () => {
  await read('这里是津门国检');
  await click('扫一扫查结果');
  await page.locator('#scan-list .code').first().click();
  await read('进口汽车检验结果');
});

test('with the clock set to the National Day holiday, a new call hears of it', async () => {
  await page.locator('.preset', { hasText: '国庆假期' }).click();
  await page.locator('#clock-day', { hasText: '10月3日' }).waitFor();
  await click('拨号');
  await hear('国庆节');
});

test('nothing scrolls sideways on a narrow telephone', async () => {
  await page.close();
  await openPage(390, 844);
  for (const tab of ['电话', '微信', '时间·号码']) {
    await click(tab);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths, tab).toEqual([390, 390]);
    const beyond = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
        .map((element) => element.className),
    );
    expect(beyond, tab).toEqual([]);
  }
});

test('a service that cannot be reached is told of in words', async () => {
  await read('这里是津门国检');
  await page.route('**/api/call', (route) => route.abort());
  await click('拨号');
  await page.locator('#toast.shown', { hasText: '连不上服务' }).waitFor();
  expect(await page.locator('#dial').isEnabled()).toBe(true);
  expect(faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([]);
  faults = [];
});

test('no secret reaches the page', async () => {
  await read('这里是津门国检');
  await click('拨号');
  await hear('您好，天津检验检疫');
  await write('5');
  await read('进出口食品：');
  await click('挂断');
  await page.locator('#talk .notice', { hasText: '通话结束' }).waitFor();
  const bodies = await Promise.all(received);
  for (const part of ['/simulator/\n', 'simulator.js\n', '/api/call\n', '/say\n', '/api/samples\n']) {
    expect(bodies.some((body) => body.includes(part))).toBe(true);
  }
  const { twilio, wechat } = service.secrets;
  for (const secret of [twilio.authToken, wechat.token, wechat.encodingAesKey]) {
    expect(secret).not.toBe('');
    expect(bodies.filter((body) => body.includes(secret))).toEqual([]);
  }
});
