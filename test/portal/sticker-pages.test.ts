import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stickerOnStage } from '../../src/commands/stickers-on-stage.js';
import { startTestService, type TestService } from '../service/running.js';
import { change } from './api.js';
import { browse, readable } from './browse.js';

let service: TestService;
let car = '';
let bottle = '';
beforeAll(async () => {
  service = await startTestService({ TRUSTED_PROXIES: '1' });
  car = pathOf(await stickerOnStage(service, '221865233729'));
  bottle = pathOf(await stickerOnStage(service, '409334585274'));
});
afterAll(() => service.close());

function pathOf(address: string): string {
  return address.replace(/^HTTPS:\/\/HOTLINE\.EXAMPLE/, '');
}

async function scan(path: string, from = '203.0.113.7') {
  const { status, text } = await browse(service, path, null, { 'X-Forwarded-For': from });
  return { status, said: readable(text), text };
}

test('a scanned sticker is told with what was signed, then its record, and the site in words', async () => {
  for (const path of [car, car.toLowerCase()]) {
    const { status, said } = await scan(path);
    expect(status).toBe(200);
    expect(said).toMatch(/真：签名属实，请比对.*JTEBU5JR6G5003291.*✓ 合格/s);
    expect(said).toMatch(/本站网址是 +hotline\.example 。本页从不要求付款、登录或下载应用/);
  }
  expect((await scan(bottle)).said).toMatch(/真：签名属实，请比对.*2014-08-05.*Origem Merlot/s);
});

test('a forged one shows no record at all', async () => {
  const { status, said } = await scan(car.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730'));
  expect(status).toBe(404);
  expect(said).toContain('伪：签名不对');
  expect(said).not.toContain('合格');
  const unknown = await scan(pathOf(await stickerOnStage(service, '999999999999')));
  expect([unknown.status, unknown.said]).toEqual([404, expect.stringContaining('查无此码')]);
});

test('an address that used to be ours, and leads here, is good still', async () => {
  const old = pathOf(await stickerOnStage({ ...service, publicBaseUrl: 'https://old.example' }, '298175314675'));
  const path = old.replace(/^HTTPS:\/\/OLD\.EXAMPLE/, '');
  const asked = request(service.origin + path, { headers: { Accept: 'text/html', Host: 'old.example' } });
  const page = await new Promise<string>((resolve) => {
    asked.on('response', async (response) => resolve(readable(await text(response)))).end();
  });
  expect(page).toContain('真：签名属实，请比对');
  expect((await scan(path)).said).toContain('伪：签名不对');
});

test('what failed is told in words, with whom to call', async () => {
  expect((await scan('/v/WA1LFAFP1G0000955')).said).toMatch(
    /有项目不符合要求.*请拨 65661890 ，按 6 （工业类产品检验）/s,
  );
});

test('a typed number is told to prove nothing', async () => {
  expect((await scan('/v/221865233729')).said).toContain('光凭编码看不出标贴真假');
  expect((await scan('/v/JTEBU5JR6G5003291')).said).not.toContain('光凭编码');
});

test('twelve places within a day change what is said, open one case, and name nobody in it', async () => {
  for (let place = 1; place < 11; place++) await scan(bottle, `10.${place}.0.1`);
  expect((await scan(bottle, '10.1.77.1')).said).toContain('真：签名属实');
  const { said } = await scan(bottle, '2001:db8::1');
  expect(said).toMatch(/在过多地方被扫.*编码 409334585274 的标贴最近在很多地方被扫过/s);
  expect((await scan('/w/409334585274')).said).toContain('在过多地方被扫');
  await scan(bottle, '10.99.0.1');
  const files = await service.store.cases.files('open');
  expect(
    files.map(({ case: { kind, line, personId, contact, message } }) => [kind, line, personId, contact, message]),
  ).toEqual([
    [
      ...['report', 'complaints', null, null],
      {
        kind: 'text',
        text: '红酒标贴 409334585274 在 24 小时里有 12 个地方扫过，可能被复制。请核对这批酒和标贴。',
      },
    ],
  ]);
  const [alarm] = await service.store.stickerPlaces.alarms(0);
  expect(alarm).toMatchObject({ on: 'wine', code: '409334585274', caseNo: files[0]?.case.caseNo });
});

test('a sticker whose record was withdrawn says both', async () => {
  await change(service, 'withdrawn', '409334585274', '资料录入有误', '2016-10-21T11:00:00+08:00');
  const { status, said } = await scan(bottle);
  expect(status).toBe(410);
  expect(said).toMatch(/已撤回 Withdrawn.*签名属实.*记录已撤回/s);
});
