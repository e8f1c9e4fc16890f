import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stickerOnStage } from '../../src/commands/stickers-on-stage.js';
import { PortalStage } from './portal-stage.js';

let stage: PortalStage;
let car = '';
beforeAll(async () => {
  stage = await PortalStage.set();
  car = await stickerOnStage(stage.service, '221865233729');
});
afterAll(() => stage?.close());

/** @returns the page at /verify, and what it asked for since it was there */
async function opened(): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
  const context = await stage.context(390);
  const page = await context.newPage();
  await page.goto(`${stage.service.origin}/verify`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return { page, asked };
}

async function check(page: Page, code: string): Promise<string> {
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: '核对' }).click();
  await page.locator('#checked h2').waitFor();
  return (await page.locator('#checked').textContent()) ?? '';
}

test('a sticker is checked in the browser: the server is asked for public keys, and never what the code is worth', async () => {
  const { page, asked } = await opened();
  expect(await check(page, car)).toContain('签名属实，请比对');
  expect(await page.locator('#checked .compare').textContent()).toBe('JTEBU5JR6G5003291');
  expect(await page.locator('#checked').textContent()).toContain('|221865233729|JTEBU5JR6G5003291|');
  expect(asked.every((one) => one === 'GET /api/v1/keys' || one.startsWith('GET /assets/noble-ed25519.'))).toBe(true);
  await page.context().close();
});

test('another VIN, and a key that is none of ours, are refused in the browser', async () => {
  const { page, asked } = await opened();
  expect(await check(page, car.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'))).toContain('伪签名不对');
  expect(await check(page, car.replace(/\.1\.\w{6}\./, '.1.AAAAAA.'))).toContain('密钥不是我们的');
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
  await page.context().close();
});

test('where the browser has no Ed25519, an own script has', async () => {
  const { page, asked } = await opened();
  await page.evaluate(() => {
    const { subtle } = crypto;
    const importKey = subtle.importKey.bind(subtle) as (...words: unknown[]) => Promise<CryptoKey>;
    Object.defineProperty(subtle, 'importKey', {
      value: (...words: unknown[]) =>
        words[2] === 'Ed25519' ? Promise.reject(new Error('NotSupportedError')) : importKey(...words),
    });
  });
  expect(await check(page, car)).toContain('签名属实，请比对');
  expect(await check(page, car.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'))).toContain('伪签名不对');
  expect(asked.some((one) => one.startsWith('GET /assets/noble-ed25519.'))).toBe(true);
  await page.context().close();
});

test('a number alone goes to the server, which says that it proves nothing', async () => {
  const { page } = await opened();
  expect(await check(page, '221865233729')).toContain('光凭编码看不出真假');
  await page.context().close();
});
