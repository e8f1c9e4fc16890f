import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../commands/run-yibo.js';
import { askProgress, portalPages } from './portal-pages.js';
import { follow, noteShifts, PortalStage, shiftsOf, views } from './portal-stage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where the pictures are kept for a person to look at; git passes it over. */
const pictures = join(root, 'var/portal');
/** All that a first view may take over the wire. */
const mostBytes = 100_000;

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'tel-non-breaking': 'off',
  },
});

let stage: PortalStage;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  stage = await PortalStage.set();
});
afterAll(() => stage?.close());

/** @returns what axe finds, best practices too, each with the elements that it is about */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Found {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { run } = (window as unknown as { axe: { run(): Promise<{ violations: Found[]; passes: unknown[] }> } }).axe;
    const { violations, passes } = await run();
    if (passes.length < 15) return ['axe looked at next to nothing'];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** What scrolls sideways, and what is touched and smaller than a finger. */
function faultsOfPlace(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
    const touched = 'button, select, summary, input:not([type=hidden]), .touch, .button, .ways a';
    for (const element of document.querySelectorAll(touched)) {
      const { height } = element.getBoundingClientRect();
      if (element.checkVisibility() && height < 47.9) faults.push(`${element.textContent} is ${height} high`);
    }
    return faults;
  });
}

/** Goes through a page by the keyboard. @returns what is wrong with the order, or with what shows where one is */
async function faultsOfKeys(page: Page): Promise<readonly string[]> {
  const stops = 'a[href], button, select, input:not([type=hidden]), audio[controls], summary, [tabindex="0"]';
  const faults: string[] = [];
  const count = await page.evaluate((selector) => {
    document.body.tabIndex = -1;
    document.body.focus();
    return [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
  }, stops);
  let last = -1;
  for (let n = 0; n < Math.min(count, 40); n++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((selector) => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom, height } = element.getBoundingClientRect();
      return {
        name: element.outerHTML.slice(0, 80),
        place: [...document.querySelectorAll(selector)].indexOf(element),
        // Its keys are the browser's own: one stop after another in the same place, which show it themselves.
        isPlayer: element instanceof HTMLAudioElement,
        isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
        isInSight: height > 0 && top < window.innerHeight && bottom > 0,
      };
    }, stops);
    if (at.place < last || (at.place === last && !at.isPlayer))
      faults.push(`${at.name} comes after what stands behind it`);
    if (!at.isOutlined && !at.isPlayer) faults.push(`${at.name} does not show that it has the focus`);
    if (!at.isInSight) faults.push(`${at.name} is out of sight`);
    last = at.place;
  }
  if (count < 6) faults.push('there is next to nothing to go to');
  return faults;
}

async function faultsOfHtml(text: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`));
}

test.each(portalPages.map(([name, path, come]) => ({ name, path, come })))(
  '$name is whole on a telephone and on a desk, by day and in the dark, and by the keyboard',
  async ({ name, path, come }) => {
    const context = await stage.context(390);
    await context.addInitScript(noteShifts);
    const page = await context.newPage();
    const loaded = follow(page);
    await page.goto(stage.service.origin + path);
    const { hosts, bytes, faults } = await loaded();
    expect([...hosts]).toEqual([new URL(stage.service.origin).host]);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
    await come?.(page, stage.service);
    await page.locator('main').waitFor();
    const source = await page.content();
    expect(source).not.toMatch(/ style=|<style|\son[a-z]+="/);
    expect(await faultsOfHtml(source)).toEqual([]);
    expect(await shiftsOf(page)).toEqual([]);
    for (const [width, scheme] of [...views, [320, 'light'] as const]) {
      await page.setViewportSize({ width, height: width < 800 ? 844 : 900 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      expect([width, scheme, ...(await faultsOfPlace(page))]).toEqual([width, scheme]);
      if (width === 320) continue;
      await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
      if ((width === 390) === (scheme === 'light'))
        expect([width, scheme, ...(await violations(page))]).toEqual([width, scheme]);
    }
    expect(await faultsOfKeys(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  },
);

test('the first thing by keyboard leads past the header', async () => {
  const context = await stage.context(1440);
  const page = await context.newPage();
  await page.goto(stage.service.origin);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('number');
  await context.close();
});

test('without scripts everything works: a number is found, a consignment is told, a mistake is mended', async () => {
  const context = await stage.context(390, { scripts: false });
  const page = await context.newPage();
  await page.goto(stage.service.origin);
  await page.getByLabel('填号码就能查').fill('jtebu5jr6g5003291');
  await page.getByRole('button', { name: '查询' }).click();
  expect(new URL(page.url()).pathname).toBe('/v/JTEBU5JR6G5003291');
  expect(await page.locator('.verdict').textContent()).toContain('合格');
  await page.getByRole('link', { name: '施检流程' }).click();
  await askProgress(page, stage.service, '12000011600460', '1201300774');
  expect(await page.title()).toMatch(/^错误：/);
  await page.getByRole('link', { name: /报检号是 15 位，您填了 14 位/ }).click();
  await askProgress(page, stage.service, '120000116004600', '1201300774');
  expect(await page.locator('.fields').first().textContent()).toContain('已签发证单');
  expect(page.url()).toBe(`${stage.service.origin}/progress`);
  await context.close();
});
