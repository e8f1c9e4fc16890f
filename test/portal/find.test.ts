import { afterAll, beforeAll, expect, test } from 'vitest';
import { stickerOnStage } from '../../src/commands/stickers-on-stage.js';
import { startTestService, type TestService } from '../service/running.js';
import { browse, readable } from './browse.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const find = (number: string, of?: string) => browse(service, '/find', { number, ...(of !== undefined && { of }) });

test.each([
  ['a VIN', 'JTEBU5JR6G5003291', '/v/JTEBU5JR6G5003291'],
  ['a VIN in small letters, with blanks', ' jteb u5jr6g 5003291', '/v/JTEBU5JR6G5003291'],
  ['the code of a sticker', '221865233729', '/v/221865233729'],
  ['the code on a bottle', '409334585274', '/w/409334585274'],
  ['a certificate', '03414Q10000R2S', '/datasets/certificates/records/03414Q10000R2S'],
  ['a task, whose page has its results', 'RW2016001', '/lists/tasks/RW2016001'],
  ['what a QR code leads to', 'HTTPS://HOTLINE.EXAMPLE/V/221865233729', '/v/221865233729'],
  ['the same with what stands behind it', 'https://hotline.example/w/409334585274/?a=b', '/w/409334585274'],
])('%s leads to its page', async (_, number, path) => {
  expect(await find(number)).toMatchObject({ status: 303, leadsTo: path });
});

test.each([
  'https://evil.example/V/221865233729',
  'evil.example/v/221865233729',
  'https://hotline.example@evil.example/W/409334585274',
  'https://evil.example/?https://hotline.example/V/221865233729',
  'https://hotlıne.example/V/221865233729',
])('%s is of another site, and what is printed on it goes to be checked, whole', async (address) => {
  for (const of of [undefined, 'car', 'wine'])
    expect((await find(address, of)).leadsTo).toBe(`/verify?code=${encodeURIComponent(address)}`);
});

test('a genuine code behind the address of another site is not told to be genuine', async () => {
  const copied = (await stickerOnStage(service, '221865233729')).replace('HOTLINE.EXAMPLE', 'EVIL.EXAMPLE');
  const { leadsTo } = await find(copied);
  const shown = readable((await browse(service, leadsTo ?? '')).text);
  expect(shown).toContain('伪');
  expect(shown).not.toContain('真：签名属实');
});

test('a declaration number leads to the form that asks for its owner, and stands in no address', async () => {
  const { status, text, leadsTo } = await find('120000116004600');
  expect([status, leadsTo]).toEqual([200, null]);
  expect(text).toContain('value="120000116004600"');
  expect(text).toContain('action="/progress"');
});

test('whether there is such a declaration is not to be found out here', async () => {
  const known = readable((await find('120000116004600')).text);
  const unknown = readable((await find('120000116999999')).text);
  const hidden = (text: string) => text.replaceAll(/\d/g, '');
  expect(hidden(unknown)).toBe(hidden(known));
});

test('a number that is several things is asked about', async () => {
  const { text } = await find('120000116070000');
  expect(text).toContain('href="/datasets/entry-refusals/records/120000116070000"');
  expect(readable(text)).toContain('施检流程');
  expect((await find('120000116070000', 'progress')).text).toContain('action="/progress"');
});

test('a container is told with its declaration', async () => {
  const { status, text } = await find('CSQU3054383');
  expect(status).toBe(404);
  expect(readable(text)).toContain('要和报检号一起查');
  expect(readable((await find('TCNU8508349')).text)).toContain('要和报检号一起查');
});

test('somebody’s own number is not looked for, and not said back', async () => {
  const { status, text } = await find('13800138000');
  expect(status).toBe(404);
  expect(text).toContain('这像是身份证号或者手机号');
  expect(text).not.toContain('13800138000');
});

test('what leads nowhere is told in the summary and in the title, and what was typed stays', async () => {
  const { status, text } = await find('"><script>');
  expect(status).toBe(404);
  expect(text).toContain('<title>错误：没有查到');
  expect(text).toContain('value="&#34;&#62;&#60;script&#62;"');
  expect(text).not.toContain('<script>');
  expect((await find('')).text).toContain('请填一个号码。');
});

test('a number that was typed for a car is looked up as one', async () => {
  expect((await find('JTEBU5JR6G5003290', 'car')).leadsTo).toBe('/v/JTEBU5JR6G5003290');
});

test('nothing of a closed dataset is found by the box', async () => {
  for (const number of ['1101960H79', '911201117MA063610M'])
    expect((await find(number)).text, number).not.toContain('/datasets/enterprises');
  expect((await find('1101960H79')).status).toBe(404);
});
