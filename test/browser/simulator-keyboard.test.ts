import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keypadSignature } from '../../src/domain/identifiers/identifiers.js';
import { SimulatorPage, type Stage, setStage } from './simulator-page.js';

let stage: Stage;
let at: SimulatorPage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

beforeEach(async () => {
  at = await SimulatorPage.open(stage);
});
afterEach(async () => {
  await at.close();
  expect(at.faults).toEqual([]);
});

const typed = () => at.page.locator('#typed').textContent();

/** A call in which the line waits for the code or the VIN of a car, by keyboard alone. */
async function atTheCar(): Promise<void> {
  await at.page.locator('#dial').focus();
  await at.page.keyboard.press('Enter');
  await at.hears('您好，');
  await at.page.keyboard.press('*');
  await at.hears('自助查询。');
  await at.page.keyboard.press('2');
  await at.hears('请输入标签编码');
}

test('a VIN is typed with its letters: they show, and the line gets the keys that bear them', async () => {
  await atTheCar();
  await at.page.keyboard.type('jtebu5jr6g5003291');
  await at.sees('5');
  expect(await typed()).toBe('JTEBU5JR6G5003291');
  await at.page.keyboard.press('#');
  await at.hears('车架号尾号三二九幺，示例数据。检验结果：合格');
  expect(await at.page.locator('.did').last().textContent()).toBe('按键 58328557645003291#（JTEBU5JR6G5003291）');
});

test('each letter goes to the key that the line takes for it', async () => {
  await atTheCar();
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  await at.page.keyboard.type(all);
  await at.page.keyboard.press('#');
  await at.hears('三十六位');
  const digits = await at.page.locator('#call-turn dt', { hasText: 'Digits' }).locator('+ dd').textContent();
  expect(digits).toBe(keypadSignature(all));
});

test('with a Chinese input method on, and in full width, keys and letters count all the same', async () => {
  await atTheCar();
  await at.page.evaluate(() => {
    const press = (key: string, code: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key, code }));
    press('Process', 'KeyJ');
    press('Process', 'Digit7');
    press('Process', 'Numpad8');
    press('Ｔ', 'KeyT');
    press('９', 'Digit9');
  });
  expect(await typed()).toBe('J78T9');
});

test('what the telephone cannot take is told, not dropped in silence', async () => {
  await at.page.keyboard.press('5');
  await at.sees('还没有拨号');
  await at.dial();
  await at.page.keyboard.press('k');
  await at.sees('字母「K」用不上');
  await at.page.keyboard.press('-');
  await at.sees('没有「-」这个键');
  await at.page.keyboard.press('2');
  await at.notices('正在振铃');
  await at.page.keyboard.press('5');
  await at.sees('按键没有用');
  await at.click('占线');
  await at.hears('留言请按二');
  await at.page.keyboard.press('2');
  await at.page.locator('#now-words', { hasText: '正在留言' }).waitFor();
  await at.page.keyboard.press('5');
  await at.sees('按 # 结束');
  await at.speaksIntoRecording();
  await at.page.keyboard.press('#');
  await at.hears('已经记下');
  await at.notices('通话结束');
  await at.page.keyboard.press('5');
  await at.sees('电话已经挂断');
});

test('what is typed while the line is being asked waits for its answer', async () => {
  await at.dial();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await at.page.route('**/press', async (route) => {
    await held;
    await route.continue();
  });
  await at.page.keyboard.type('*2JTEBU5JR6G5003291');
  answer();
  await at.hears('请输入标签编码');
  await at.page.locator('#typed', { hasText: 'JTEBU5JR6G5003291' }).waitFor();
});

test('whoever steers the page by single keys can turn dialling by keyboard off', async () => {
  await at.dial();
  await at.page.getByRole('switch', { name: '键盘拨键' }).click();
  await at.page.keyboard.press('*');
  await at.page.getByRole('switch', { name: '键盘拨键' }).click();
  await at.page.keyboard.press('5');
  await at.notices('正在振铃');
  expect(await at.page.locator('.did').allTextContents()).toEqual(['按键 5']);
});
