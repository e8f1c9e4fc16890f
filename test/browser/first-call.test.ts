import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SimulatorPage, type Stage, setStage } from './simulator-page.js';

let stage: Stage;
let at: SimulatorPage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

beforeEach(async () => {
  at = await SimulatorPage.open(stage, 390, 844);
  await at.page.locator('#guide').waitFor();
});
afterEach(async () => {
  await at.close();
  expect(at.faults).toEqual([]);
});

const told = () => at.page.locator('#next-words').textContent();

test('the five keys of the card, and no other, lead a newcomer to a result', async () => {
  const keys = await at.page.locator('#guide kbd').allTextContents();
  expect(keys).toEqual(['拨号', '*', '2', '示例号码', '#']);
  const pressed: string[] = [];
  for (const [place, key] of keys.entries()) {
    if (place > 0) await at.page.locator('#next-words', { hasText: `第${'一二三四五'.charAt(place)}下：` }).waitFor();
    const isOnPad = /^[0-9*#]$/.test(key);
    await (isOnPad ? at.key(key) : at.page.locator('button:visible', { hasText: key }).click());
    pressed.push(key);
    if (key === '拨号') await at.hears('您好，');
    if (key === '*') await at.hears('自助查询。');
    if (key === '2') await at.hears('请输入标签编码');
  }
  await at.hears('示例数据。检验结果：合格。');
  expect(await told()).toContain('五下按完了');
  expect(pressed).toHaveLength(5);
  await at.key('*');
  await at.hears('自助查询。');
  expect(await at.page.locator('#next-key').isVisible()).toBe(false);
});

test('the README tells the same five keys', () => {
  const told = /拨号 → .*$/m.exec(readFileSync('README.md', 'utf8'))?.[0];
  expect(told).toContain('拨号 → `*` → `2` → 示例号码 → `#`');
});

test('it can be sent away for good, and tells English readers what it is', async () => {
  expect(await at.page.locator('#guide [lang=en]').textContent()).toContain('five keys');
  await at.click('不用指引');
  expect(await at.page.locator('#guide').isVisible()).toBe(false);
  await at.dial();
  expect(await at.page.locator('#next-key').isVisible()).toBe(false);
  await at.page.reload();
  await at.page.locator('.sample').first().waitFor({ state: 'attached' });
  expect(await at.page.locator('#guide').isVisible()).toBe(false);
});

test('whoever presses something else is left alone, and guided again by the next call', async () => {
  await at.dial();
  await at.key('5');
  await at.notices('正在振铃');
  expect(await at.page.locator('#next-key').isVisible()).toBe(false);
});

test('samples that come late do not cover a call that is under way', async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await at.page.route('**/samples', async (route) => {
    await held;
    await route.continue();
  });
  await at.page.reload();
  await at.reads('这里是津门国检');
  await at.dial();
  answer();
  await at.page.locator('.sample').first().waitFor({ state: 'attached' });
  expect(await at.page.locator('#guide').isVisible()).toBe(false);
  expect(await at.page.locator('#now-words').isVisible()).toBe(true);
});
