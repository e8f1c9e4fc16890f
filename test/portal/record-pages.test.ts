import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../service/running.js';
import { change, republish } from './api.js';
import { browse, readable } from './browse.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const read = async (path: string) => readable((await browse(service, path)).text);

test('a car is told with all that is known of it, and how long ago it was found', async () => {
  const page = await read('/v/221865233729');
  expect(page).toContain('✓ 合格 Passed');
  expect(page).toContain('检验于 2016-08-12，两个月前。');
  for (const value of [
    'JTEBU5JR6G5003291',
    '221865233729',
    'HF556799',
    '丰田牌越野车',
    '2016-08-03',
    '日本',
    '丰桥',
    '示例',
  ])
    expect(page).toContain(value);
});

test('capitals make no difference: scanners write the whole address in them', async () => {
  const page = await read('/v/JTEBU5JR6G5003291');
  expect(await read('/V/jtebu5jr6g5003291')).toBe(page);
});

test('photographs are ours, keep their place while they load, and say what they are', async () => {
  const { text } = await browse(service, '/v/221865233729');
  const [image = ''] = /<img [^>]+>/.exec(text) ?? [];
  expect(image).toMatch(
    /src="\/api\/v1\/datasets\/vehicles\/files\/front\.svg" alt="查验照片第 1 张" width="\d+" height="\d+"/,
  );
});

test('a car that failed says so in words', async () => {
  expect(await read('/v/JTJBARBZ6GM000994')).toContain('✕ 不合格 Failed');
});

test('a bottle is told with its label, its certificate and its warning', async () => {
  const page = await read('/w/409334585274');
  for (const value of ['Origem Merlot', '2013年', '13.0%', 'PSIBR15856104', '装运前检验合格', '警示 过量饮酒有害健康'])
    expect(page).toContain(value);
});

test('an unknown code is a page that says what may be wrong, asks again, and promises nothing', async () => {
  const { status, text } = await browse(service, '/v/JTEBU5JR6G5003290');
  expect(status).toBe(404);
  expect(text).toContain('<title>错误：没有查到');
  expect(readable(text)).toContain('第 9 位的校验码不符');
  expect(readable(text)).toContain('没有查到，说明不了东西是真是假');
  expect(readable((await browse(service, '/w/12345678')).text)).toContain('一般是 12 位，这个号码是 8 位');
  for (const code of ['%3Cscript%3E', '..%2f..', 'x'.repeat(500), '%00'])
    expect((await browse(service, `/v/${code}`)).status, code).toBe(404);
});

test('a correction stands where the record is: when, why, what it said before', async () => {
  await change(service, 'corrected', '298175314675', 'name=Reserva Chardonnay 2015', '2016-10-25T10:00:00+08:00');
  const page = await read('/w/298175314675');
  expect(page).toContain('这条记录更正过 2016-10-25 更正');
  expect(page).toContain('酒名 Reserva Chardonnay 改为 Reserva Chardonnay 2015');
});

test('what was withdrawn says so, when and why, and nothing of what it held', async () => {
  await change(service, 'withdrawn', '409334585274', '瓶码贴错', '2016-10-26T10:00:00+08:00');
  for (const path of ['/w/409334585274', '/datasets/wines/records/409334585274']) {
    const { status, text } = await browse(service, path);
    expect(status).toBe(410);
    expect(readable(text)).toContain('撤回日期 2016-10-26');
    expect(readable(text)).toContain('撤回原因 瓶码贴错');
    expect(text).not.toMatch(/Origem|Valduga/);
  }
});

test('what is published again says nothing of what it was before it was withdrawn', async () => {
  await republish(service, '409334585274', 'Another Merlot', '2016-10-27T10:00:00+08:00');
  const page = await read('/w/409334585274');
  expect(page).toContain('Another Merlot');
  expect(page).not.toContain('Origem');
});

test('what has expired says so', async () => {
  await change(service, 'expired', '000683599429', '公示期满', '2016-10-28T10:00:00+08:00');
  const { status, text } = await browse(service, '/w/000683599429');
  expect([status, readable(text).includes('公示期满日期 2016-10-28')]).toEqual([410, true]);
});

test('a record of any open dataset has a page, and none of a closed one', async () => {
  expect(await read('/datasets/inspection-results/records/TJ2016001%2F1')).toContain('保税区示例综合仓库');
  for (const path of ['/datasets/enterprises/records/1101960H79', '/datasets/wines/records/0', '/datasets/x/records/1'])
    expect((await browse(service, path)).status, path).toBe(404);
});
