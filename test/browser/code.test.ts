import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digitsOf } from '../portal/code-of.js';
import { PortalStage } from './portal-stage.js';

const [declarationNo, registrationNo] = ['120000116004600', '1201300774'];

let stage: PortalStage;
beforeAll(async () => {
  stage = await PortalStage.set();
});
afterAll(() => stage?.close());

const challengeOn = (page: Page) => page.locator('input[name=challenge]').inputValue();
const codeOn = async (page: Page) => digitsOf(stage.service, await challengeOn(page));

/** Types where the focus is, and goes on by the keyboard. */
async function typeThere(page: Page, id: string, text: string): Promise<void> {
  for (let n = 0; n < 40; n++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) break;
    await page.keyboard.press('Tab');
  }
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(id);
  await page.keyboard.type(text);
}

test('by sound: whoever sees no picture hears five digits, types them by the keyboard alone, and is told', async () => {
  const context = await stage.context(390);
  const page = await context.newPage();
  await page.goto(`${stage.service.origin}/progress`);
  await typeThere(page, 'declarationNo', declarationNo);
  await typeThere(page, 'registrationNo', registrationNo);
  const player = page.getByLabel('念验证码的录音');
  const seconds = await player.evaluate(
    (audio: HTMLAudioElement) =>
      new Promise<number>((resolve, reject) => {
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)));
        audio.addEventListener('ended', () => resolve(audio.duration));
        // As fast as a browser plays: what counts is that it plays to its end.
        audio.playbackRate = 16;
        void audio.play();
      }),
  );
  expect(seconds).toBeGreaterThan(3.5);
  expect(seconds).toBeLessThan(8);
  await typeThere(page, 'code', await codeOn(page));
  await page.keyboard.press('Enter');
  expect(await page.locator('.fields').first().textContent()).toContain('已签发证单');
  await context.close();
});

test('once more is a link to another sound, which leaves the form as it is', async () => {
  const context = await stage.context(390, { scripts: false });
  const page = await context.newPage();
  await page.goto(`${stage.service.origin}/progress`);
  await page.locator('#declarationNo').fill(declarationNo);
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /再听一遍/ }).click(),
  ]);
  await other.waitForURL(/\/challenge\/[\w-]+\.wav\?take=/);
  expect(await page.locator('#declarationNo').inputValue()).toBe(declarationNo);
  await context.close();
});

test('without scripts: a wrong code is said so, the numbers stay, another picture is there, and the summary leads to it', async () => {
  const context = await stage.context(390, { scripts: false });
  const page = await context.newPage();
  await page.goto(`${stage.service.origin}/progress`);
  await page.locator('#declarationNo').fill(declarationNo);
  await page.locator('#registrationNo').fill(registrationNo);
  const first = await challengeOn(page);
  await page.locator('#code').fill('1');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  expect(await challengeOn(page)).not.toBe(first);
  await page
    .getByRole('alert')
    .getByRole('link', { name: /验证码不对/ })
    .click();
  await page.keyboard.type(await codeOn(page));
  await page.keyboard.press('Enter');
  expect(await page.locator('.fields').first().textContent()).toContain('已签发证单');
  await context.close();
});

test('without scripts: another picture is a button, comes into sight where it was, and costs nothing that was typed', async () => {
  const context = await stage.context(390, { scripts: false });
  const page = await context.newPage();
  await page.goto(`${stage.service.origin}/progress`);
  await page.locator('#declarationNo').fill(declarationNo);
  const first = await challengeOn(page);
  await page.getByRole('button', { name: /换一张/ }).click();
  expect(page.url()).toBe(`${stage.service.origin}/progress#code`);
  expect(await page.locator('#declarationNo').inputValue()).toBe(declarationNo);
  expect(await challengeOn(page)).not.toBe(first);
  const picture = page.getByAltText(/验证码图片/);
  expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.width])).toEqual([440, 220]);
  await context.close();
});
