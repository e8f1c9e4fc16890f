import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change } from './api.js';
import { type Browsed, browse, readable } from './browse.js';
import { codeIn } from './code-of.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const form = () => browse(service, '/progress');
const codeOf = async ({ text }: Browsed) => codeIn(service, text);
async function ask(
  declarationNo: string,
  registrationNo: string,
  own: Partial<{ challenge: string; code: string; another: string }> = {},
) {
  return browse(service, '/progress', { declarationNo, registrationNo, ...(await codeOf(await form())), ...own });
}

test('a consignment is told step by step, with what comes next and whom to call', async () => {
  const { status, text } = await ask('120000116000527', '1101960H79');
  expect(status).toBe(200);
  const page = readable(text);
  for (const words of [
    '120000 1 16 000527',
    '冷藏集装箱',
    '已受理报检',
    '目前到这里',
    '施检查验 Inspection 还没有',
    '按 2 （口岸通关）',
  ])
    expect(page).toContain(words);
  expect(page).toContain('下一步是什么');
  expect(page).toContain('时间和地点由查验的同事和报检单位约定');
});

test('what is told is kept by nobody, and is not compressed beside what was typed', async () => {
  const { headers } = await ask('120000116000527', '1101960H79');
  expect(headers.get('cache-control')).toBe('no-store');
  expect([headers.get('etag'), headers.get('content-encoding')]).toEqual([null, null]);
  expect((await form()).headers.get('cache-control')).toBe('no-store');
});

test('a wrong pair and an unknown one are told the same', async () => {
  const wrong = await ask('120000116000527', '1201300774');
  const unknown = await ask('120000116999527', '1201300774');
  const same = ({ text }: Browsed) =>
    text
      .replace(/name="challenge" value="[^"]+"/, '')
      .replaceAll(/\/challenge\/[^"]+/g, '')
      .replaceAll('120000116000527', '120000116999527');
  expect([wrong.status, unknown.status]).toEqual([404, 404]);
  expect(same(wrong)).toBe(same(unknown));
  expect(same(wrong)).toContain('没有查到这组号码');
});

test('what has to be mended is told before anything is looked for, and costs no code', async () => {
  const own = await codeOf(await form());
  const { status, text } = await ask('12000011600052', '13800138000', own);
  expect(status).toBe(400);
  expect(text).toContain('报检号是 15 位，您填了 14 位：120000 1 16 00052。');
  expect(text).toContain('这像是身份证号或者手机号，查询用不到。请填报检单位登记号。');
  // The same picture, and what was typed for it.
  expect(await codeIn(service, text)).toEqual(own);
  expect(text).toContain(`name="code" type="text" value="${own.code}"`);
  expect((await ask('120000116000527', '1101960H79', own)).status).toBe(200);
});

test('another picture is to be had by a button, and what was typed stays', async () => {
  const own = await codeOf(await form());
  const { status, text } = await ask('120000116000', '1101960H79', { ...own, code: '', another: '1' });
  expect([status, text.includes('value="120000116000"'), text.includes('class="error"')]).toEqual([200, true, false]);
  expect((await codeIn(service, text)).challenge).not.toBe(own.challenge);
  // The enter key sends the form: its button comes first.
  expect(text.indexOf('>查询</button>')).toBeLessThan(text.indexOf('换一张'));
});

test('a code that was left out is asked for, and is not used up', async () => {
  const own = await codeOf(await form());
  const { status, text } = await ask('120000116000527', '1101960H79', { ...own, code: '' });
  expect([status, text.includes('请填验证码')]).toEqual([400, true]);
  expect((await ask('120000116000527', '1101960H79', own)).status).toBe(200);
});

test('beside the code stands how it is heard, and where to ring', async () => {
  const { text } = await form();
  expect(text).toMatch(/<img class="code-picture" src="\/challenge\/[\w-]+\.png" width="220" height="72" alt="[^"]+">/);
  expect(text).toMatch(
    /<audio controls preload="none" src="\/challenge\/[\w-]+\.wav\?take=[\w-]+" aria-label="[^"]+">/,
  );
  expect(readable(text)).toMatch(/看不清也听不清，请拨 65661890/);
  expect(readable(text)).toContain('连着试 12 次');
});

test('a letter that can only be a digit is read as one', async () => {
  expect((await ask('12OOOO116OOO527', '1101960h79')).status).toBe(200);
});

test('a wrong code, one that was used, and one of nobody’s are asked for again; the numbers stay', async () => {
  const wrong = await ask('120000116000527', '1101960H79', { code: '9' });
  expect([wrong.status, wrong.text.includes('验证码不对'), wrong.text.includes('value="120000116000527"')]).toEqual([
    400,
    true,
    true,
  ]);
  const own = await codeOf(await form());
  expect((await ask('120000116000527', '1101960H79', own)).status).toBe(200);
  for (const used of [own, { challenge: '' }, { challenge: 'AAAA', code: '00000' }])
    expect((await ask('120000116000527', '1101960H79', used)).text).toContain('验证码过期了');
});

test('a page of somebody else cannot make its visitors ask', async () => {
  const sent = { declarationNo: '1', registrationNo: '1' };
  const { status, text } = await browse(service, '/progress', sent, { 'Sec-Fetch-Site': 'cross-site' });
  expect([status, text.includes('请在本站的页面上填写')]).toEqual([403, true]);
});

test('a form that is no form, or too long, is told so', async () => {
  const send = (body: string, type: string) =>
    fetch(`${service.origin}/progress`, {
      method: 'POST',
      body,
      headers: { Accept: 'text/html', 'Content-Type': type },
    });
  expect((await send('x'.repeat(30_000), 'application/x-www-form-urlencoded')).status).toBe(413);
  expect((await send('{}', 'application/json')).status).toBe(400);
});

test('a consignment that was withdrawn says so, to whoever names its owner', async () => {
  await change(service, 'withdrawn', '120020116006704', '重复公开', '2016-10-26T10:00:00+08:00', 'consignments');
  const { status, text } = await ask('120020116006704', '1209962H05');
  expect([status, readable(text).includes('撤回原因 重复公开')]).toEqual([410, true]);
});

test('whoever tries out numbers is told to wait, and for how long', async () => {
  for (let n = 0; n < 40; n++) {
    const { status, headers, text } = await ask(`12000011680${1000 + n}`, '1207600519');
    if (status === 404) continue;
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(readable(text)).toContain('查不到的号码太多了');
    expect(readable(text)).toContain('65661890');
    return;
  }
  throw new Error('nobody was told to wait');
});
