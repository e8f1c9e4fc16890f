import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatorPage, type Stage, setStage } from './simulator-page.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

/** @returns what axe finds, best practices too, each with the elements that it is about */
async function violations(at: SimulatorPage): Promise<readonly string[]> {
  await at.page.evaluate(axe);
  return at.page.evaluate(async () => {
    const { run } = (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe;
    const { violations, passes } = await run();
    if (passes.length < 20) return ['axe looked at next to nothing'];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  readonly passes: readonly unknown[];
}

/** Each state of the page, and how one comes to it from the one before. */
const states: readonly (readonly [string, (at: SimulatorPage) => Promise<void>])[] = [
  ['before the first call', async () => {}],
  ['in a menu', (at) => at.dial()],
  [
    'in a form, with a number half typed',
    async (at) => {
      await at.key('*');
      await at.hears('自助查询。');
      await at.key('2');
      await at.hears('请输入标签编码');
      await at.page.keyboard.type('JTE');
    },
  ],
  [
    'while a colleague is rung',
    async (at) => {
      await at.click('挂断');
      await at.notices('通话结束');
      await at.dial();
      await at.key('2');
      await at.page.locator('#staff').waitFor();
    },
  ],
  [
    'while a colleague hears who is calling',
    async (at) => {
      const tab = at.page.locator('.tabs [data-tab=colleague]');
      if (await tab.isVisible()) await tab.click();
      await at.page.locator('.seat-first').first().click();
      await at.page.locator('.seat[data-state=whisper]').first().waitFor();
    },
  ],
  [
    'while a message is left',
    async (at) => {
      await at.click('同事挂断');
      await at.page.locator('.seat[data-state=idle]').first().waitFor();
      await at.turnTo('电话');
      await at.click('占线');
      await at.hears('留言请按二');
      await at.key('2');
      await at.page.locator('#now-words', { hasText: '正在留言' }).waitFor();
    },
  ],
  [
    'when the call is over and its requests are looked at',
    async (at) => {
      await at.click('挂断');
      await at.notices('通话结束');
      await at.page.evaluate(() => document.querySelector('#call-turn')?.setAttribute('open', ''));
    },
  ],
  [
    'in an encrypted chat with messages of all kinds, and all that can be sent open',
    async (at) => {
      await at.turnTo('微信');
      await at.page.locator('#open-more').click();
      await at.click('图片');
      await at.reads('图片暂时');
      await at.write('5');
      await at.reads('进出口食品：');
      await at.click('咨询投诉');
      await at.page.locator('#open-more').click();
      await at.page.evaluate(() => document.querySelector('#chat-turn')?.setAttribute('open', ''));
    },
  ],
  [
    'in an open chat',
    async (at) => {
      await at.page.getByLabel('消息加解密方式').selectOption('plain');
      await at.page.locator('.bubble.account').first().waitFor();
    },
  ],
  [
    'with the codes to scan',
    async (at) => {
      await at.click('扫码查询');
      await at.page.locator('#scan-list .code').first().waitFor();
    },
  ],
  [
    'with the clock and the samples, and something said in passing',
    async (at) => {
      await at.click('取消');
      await at.turnTo('时间·号码');
      await at.page.getByText('在电话上按').click();
      await at.page.locator('.sample').first().click();
      await at.sees('先拨号');
    },
  ],
];

test.each([
  ['a narrow screen', 390, 844, 'light'],
  ['a wide screen in the dark', 1440, 900, 'dark'],
] as const)('on %s axe finds nothing wrong, whatever the page shows', async (_, width, height, colorScheme) => {
  const at = await SimulatorPage.open(stage, width, height);
  await at.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  for (const [state, comeTo] of states) {
    await comeTo(at);
    expect([state, ...(await violations(at))]).toEqual([state]);
  }
  await at.close();
  expect(at.faults).toEqual([]);
});

test('the focus never falls to the page itself, whatever is hidden by what is done', async () => {
  const at = await SimulatorPage.open(stage);
  const press = async (id: string, focus: string) => {
    await at.page.locator(id).focus();
    await at.page.keyboard.press('Enter');
    return async (heard: string) => {
      await at.page.locator('#talk p, .chat-log p', { hasText: heard }).last().waitFor();
      expect([id, await at.focused()]).toEqual([id, focus]);
    };
  };
  await (await press('#dial', 'dial'))('您好，');
  await (await press('[data-key="2"]', '2'))('正在振铃');
  await (await press('[data-outcome="busy"]', 'talk'))('留言请按二');
  await (await press('[data-key="2"]', '2'))('开始留言');
  await at.speaksIntoRecording();
  await (await press('#end-message', 'talk'))('已经记下');
  await (await press('#open-more', 'open-more'))('');
  await (await press('[data-send="sticker"]', 'open-more'))('［表情］');
  await (await press('#open-submenu', 'open-submenu'))('');
  await (await press('[data-tap="main"]', 'open-submenu'))('0 转人工');
  await (await press('#new-chat', 'new-chat'))('您关注了津门国检');
  await at.page.reload();
  await at.page.locator('#guide').waitFor();
  await (await press('#guide-off', 'dial'))('');
  await at.close();
  expect(at.faults).toEqual([]);
});

test('on a narrow screen a sample takes the focus along to where it was put', async () => {
  const at = await SimulatorPage.open(stage, 390, 844);
  await at.dial();
  await at.key('*');
  await at.hears('自助查询。');
  await at.key('3');
  await at.hears('请输入酒瓶上的编码');
  await at.turnTo('时间·号码');
  await at.page.getByText('在电话上按').click();
  await at.page.locator('.sample').last().click();
  expect(await at.focused()).toBe('#');
  expect(await at.page.locator('#typed').textContent()).toMatch(/^\d{12}$/);
  await at.page.keyboard.press('#');
  await at.hears('瓶身编码尾号');
  await at.turnTo('时间·号码');
  await at.page.getByText('填进微信').click();
  await at.page.locator('.sample').first().click();
  expect(await at.focused()).toBe('chat-text');
  await at.close();
  expect(at.faults).toEqual([]);
});

test('what changes is told to who cannot see it: words in logs, states politely, what fails at once', async () => {
  const at = await SimulatorPage.open(stage);
  const told = (id: string) =>
    at.page.locator(id).evaluate((element) => element.closest('[role=status], [role=alert], [role=log]')?.role);
  expect(await told('#call-state')).toBe('status');
  expect(await told('#toast')).toBe('status');
  expect(await told('#alarm')).toBe('alert');
  expect([await told('#talk'), await told('#chat-log')]).toEqual(['log', 'log']);
  // A clock that ticks in one would never be silent.
  expect([await told('#call-timer'), await told('#clock-time')]).toEqual([undefined, undefined]);
  await at.page.route('**/api/call', (route) => route.abort());
  await at.click('拨号');
  await at.page.locator('#alarm.shown', { hasText: '连不上服务' }).waitFor();
  expect(await at.page.locator('#call-state').textContent()).toBe('已挂断');
  await at.close();
});
