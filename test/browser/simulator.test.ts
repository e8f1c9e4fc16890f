import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../until.js';
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

test('a call: dialled, keyed by clicks, hung up', async () => {
  await at.click('拨号');
  await at.hears('您好，天津检验检疫');
  await at.key('*');
  await at.hears('自助查询。');
  await at.key('1');
  await at.hears('报检号，按井号键结束');
  await at.click('挂断');
  await at.notices('通话结束');
  expect(await at.page.locator('#call-state').textContent()).toBe('已挂断');
});

test('a call keyed on the keyboard: keys light up, digits show, and the sign that ends a number is not sent', async () => {
  await at.dial();
  await at.page.keyboard.press('*');
  await at.sees('*');
  await at.hears('自助查询。');
  await at.page.keyboard.press('1');
  await at.hears('报检号，按井号键结束');
  await at.page.keyboard.type('120000116000001');
  expect(await at.page.locator('#typed').textContent()).toBe('120000116000001');
  await at.page.keyboard.press('#');
  await at.hears('登记号');
  expect(await at.page.locator('#call-turn dl').textContent()).toContain('Digits120000116000001');
  await at.click('挂断');
  await at.notices('通话结束');
});

test('where time-outs run, a caller who presses nothing reaches a person', async () => {
  await at.dial();
  await at.page.getByRole('switch', { name: '不计时' }).click();
  await at.hears('为您转人工');
});

test('a caller whom nobody takes waits, or leaves a message', async () => {
  await at.dial();
  await at.key('2');
  await at.hears('正在为您接通');
  await at.click('占线');
  await at.hears('留言请按二');
  await at.key('2');
  await at.hears('滴声后留言');
  await at.speaksIntoRecording();
  await at.click('结束留言');
  await at.hears('您的留言已经记下');
});

test('a colleague who answers hears what the call is about', async () => {
  await at.dial();
  await at.key('2');
  await at.click('同事接听');
  await at.hears('口岸通关来电');
  await at.notices('已接通');
});

test('a colleague at their telephone: it rings, they hear who is calling, press 1, talk and hang up', async () => {
  const seat = (number: string) => at.page.locator('.seat', { hasText: `分机 ${number}` });
  await at.dial();
  await at.key('5');
  await seat('1501').locator('.seat-state', { hasText: '正在响' }).waitFor();
  await seat('1501').getByRole('button', { name: '接起' }).click();
  await seat('1501').getByRole('log').getByText('进出口食品来电').waitFor();
  await seat('1501').getByRole('button', { name: '按 1 接听' }).click();
  await at.notices('已接通');
  expect(await at.page.locator('#call-state').textContent()).toBe('和同事通话');
  await seat('1501').getByRole('button', { name: '同事挂断' }).click();
  await at.hears('请您评价刚才的服务');
  await at.key('1');
  await at.hears('谢谢您的评价');
  await seat('1501').locator('.seat-state', { hasText: '空闲' }).waitFor();
  await at.notices('通话结束');
  await at.dial();
  expect(await at.page.locator('.seat').count()).toBe(0);
});

test('a page that is loaded anew in the middle of a talk has hung up: the colleague can be rung again', async () => {
  const seat = (extension: string) => at.page.locator('.seat', { hasText: `分机 ${extension}` });
  await at.dial();
  await at.key('2');
  await seat('1201').getByRole('button', { name: '接起' }).click();
  await seat('1201').getByRole('button', { name: '按 1 接听' }).click();
  await at.notices('已接通');
  await at.page.reload();
  stage.passTime();
  await at.dial();
  await at.key('2');
  await at.notices('正在振铃：1201、1202');
});

test('a caller who hangs up is gone from the colleague’s telephone too', async () => {
  const seat = at.page.locator('.seat', { hasText: '分机 1501' });
  await at.dial();
  await at.key('5');
  await seat.getByRole('button', { name: '接起' }).click();
  await seat.getByRole('button', { name: '按 1 接听' }).click();
  await at.notices('已接通');
  await at.page.locator('#hang-up').click();
  await seat.getByRole('log').getByText('电话挂断了').waitFor();
  expect(await seat.getByRole('button', { name: '同事挂断' }).getAttribute('aria-disabled')).toBe('true');
});

test('the account greets a new follower, and a digit chooses from its menu', async () => {
  await at.write('5');
  await at.reads('进出口食品：');
});

test('a whole progress lookup by message, with the code read off the bubble', async () => {
  await at.click('查进度');
  await at.reads('15 位报检号');
  await at.page.locator('[data-code="120000116000001"]').click();
  await at.click('发送');
  await at.reads('登记号');
  await at.page.locator('[data-code="1101960H79"]').first().click();
  await at.click('发送');
  await at.reads('请回复验证码');
  const asked = await at.page.locator('.bubble.account').last().textContent();
  await at.write(/验证码：(\d{4})/.exec(asked ?? '')?.[1] ?? 'no code was shown');
  await at.reads('120000116000001（示例）');
});

test('a place, a sticker, a picture and a voice message are sent as WeChat sends them', async () => {
  const send = async (name: string) => {
    await at.page.locator('#open-more').click();
    await at.page.locator('#more button', { hasText: name }).click();
  };
  const sent = () => at.page.locator('#chat-turn dd').last().textContent();
  await send('图片');
  await at.reads('图片暂时');
  expect(await sent()).toContain('[image]');
  await send('位置');
  await at.reads('位置暂时');
  expect(await sent()).toMatch(
    /<Location_X>[\d.]+<\/Location_X>[\s\S]*<Label><!\[CDATA\[天津市滨海新区东疆港区（示例）/,
  );
  await send('表情');
  await at.page.locator('#chat-turn dd', { hasText: '【收到不支持的消息类型，暂无法显示】' }).waitFor();
  // The third in a row that cannot be read would be passed on to a person.
  await at.write('*');
  await at.reads('进口红酒');
  await send('没有识别出来');
  await at.reads('语音暂时');
  expect(await sent()).not.toContain('Recognition');
  await send('写的话当作识别结果');
  await at.sees('请先把要说的话写进输入框');
  await at.page.fill('#chat-text', '查进度');
  await send('写的话当作识别结果');
  await at.reads('15 位报检号');
  expect(await sent()).toContain('<Recognition><![CDATA[查进度]]></Recognition>');
  expect(await at.page.locator('#chat-text').inputValue()).toBe('');
});

test('a new chat is another person in the same manner, and whoever leaves follows again by writing', async () => {
  const asked = (name: string) =>
    at.page.locator('#chat-turn dt', { hasText: name }).locator('+ dd').first().textContent();
  await at.page.getByLabel('消息加解密方式').selectOption('plain');
  await at.page.locator('.bubble.account').first().waitFor();
  await at.write('5');
  await at.reads('进出口食品：');
  const openid = await asked('openid');
  await at.page.locator('#open-more').click();
  await at.click('取消关注');
  await at.page.locator('#chat-turn dd', { hasText: 'unsubscribe' }).waitFor();
  await at.write('1');
  await at.reads('出入境体检：');
  expect(await asked('openid')).toBe(openid);
  expect(await at.page.locator('#chat-log .notice', { hasText: '您关注了津门国检' }).count()).toBe(2);
  await at.click('新会话');
  await until(async () => (await asked('openid')) !== openid);
  expect(await at.page.locator('.bubble').count()).toBe(1);
  expect(await at.page.locator('#chat-turn dt', { hasText: 'encrypt_type' }).count()).toBe(0);
});

test('the samples say what they show, and that they are samples', async () => {
  const [of, cars] = [at.page.locator('#samples'), at.page.locator('.sample-one p', { hasText: '牌' })];
  await of.locator('h3').nth(2).waitFor();
  expect(await of.locator('h3').allTextContents()).toEqual([
    '施检流程（示例）：报检号 和 登记号',
    '进口汽车（示例）：车架号 或 标签编码',
    '进口红酒（示例）：瓶身编码',
  ]);
  expect((await cars.allTextContents()).map((one) => one.split(' ')[0])).toContain('不合格');
  await at.page.locator('.sample-one', { hasText: '不合格' }).first().locator('.sample').first().click();
  await at.click('发送');
  await at.reads('进口汽车检验结果（示例）：不合格');
});

test('a sample sticker is scanned', async () => {
  await at.click('扫码查询');
  await at.page.locator('#scan-list .code').first().click();
  await at.reads('标贴是真的（签名属实）');
  await at.reads('进口汽车检验结果');
});

test('with the clock set to the National Day holiday, a new call hears of it', async () => {
  await at.page.locator('.preset', { hasText: '国庆假期' }).click();
  await at.page.locator('#clock-day', { hasText: '10月3日' }).waitFor();
  await at.dial();
  await at.hears('国庆节');
});

test('a service that cannot be reached is told of in words', async () => {
  await at.page.route('**/api/call', (route) => route.abort());
  await at.click('拨号');
  await at.sees('连不上服务');
  expect(await at.page.locator('#dial').isEnabled()).toBe(true);
  expect(at.faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([]);
  at.faults = [];
});

test('no secret reaches the page', async () => {
  await at.dial();
  await at.write('5');
  await at.reads('进出口食品：');
  await at.click('挂断');
  await at.notices('通话结束');
  const all = await Promise.all(
    at.responses.map(
      async (response) => `${response.url()}\n${JSON.stringify(response.headers())}\n${await response.text()}`,
    ),
  );
  for (const part of ['/simulator/\n', 'simulator.js\n', '/api/call\n', '/say\n', '/api/samples\n']) {
    expect(all.some((one) => one.includes(part))).toBe(true);
  }
  const { twilio, wechat } = stage.service.secrets;
  for (const secret of [twilio.authToken, wechat.token, wechat.encodingAesKey]) {
    expect(secret).not.toBe('');
    expect(all.filter((one) => one.includes(secret))).toEqual([]);
  }
});
