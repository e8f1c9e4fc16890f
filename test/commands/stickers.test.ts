import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { loadSamples } from '../../src/importing/sample.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
const env = { PUBLIC_BASE_URL: 'https://hotline.example' };
const run = (...words: readonly string[]) => desk.run(words, env);
const json = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const car = '221865233729';
const bottle = '409334585274';

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  const datasets = loadDatasets(installation().data);
  const some = new Map([...datasets].filter(([name]) => name === 'vehicles' || name === 'wines'));
  await loadSamples(store, some, loadPublicationTerms(datasets, installation().data), () => Date.now());
  await store.close();
});
afterAll(() => desk.remove());

test('without a key, it is said how to make one', () => {
  const { code, err } = run('qr', car);
  expect([code, err]).toEqual([1, expect.stringContaining('npx yibo sticker keys new')]);
  expect(run('verify', car).err).toContain('holds no public key');
  expect(run('sticker', 'keys', 'list').out).toContain('npx yibo sticker keys new');
});

describe('with a key', () => {
  beforeAll(() => {
    expect(run('sticker', 'keys', 'new').code).toBe(0);
  });

  test('a car and a bottle get a picture each, and the picture says what was signed', () => {
    const { code, out, err } = run('qr', car, bottle, '--out', 'stickers');
    expect([code, out]).toEqual([0, `stickers/${car}.png\nstickers/${bottle}.png\n`]);
    expect(err).toMatch(/^2 made, signed under the key [0-9A-Z]{6}, for https:\/\/hotline\.example\n$/);
    const checked = run('verify', `stickers/${car}.png`, `stickers/${bottle}.png`);
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('VIN          JTEBU5JR6G5003291');
    expect(checked.out).toContain('bottled on   2014-08-05');
    expect(checked.out).toMatch(
      /signed text {2}yibo-sticker\/1\|car\|HOTLINE\.EXAMPLE\|221865233729\|JTEBU5JR6G5003291\|/,
    );
    expect(run('qr', car, '--out', 'stickers').err).toContain('is there already');
  });

  test('whoever has only the public keys is told the same, and a refusal is exit 1', () => {
    writeFileSync(desk.path('keys.json'), run('sticker', 'keys', 'list', '--json').out);
    const [address = ''] = run('qr', car, '--format', 'text').out.trim().split('\n');
    const elsewhere = { ...env, STICKER_KEYS: desk.path('nothing'), DATABASE_URL: `sqlite:${desk.path('no.db')}` };
    const forged = address.replace('JTEBU5JR6G5003291', '1FT8W3BT6FEB34730');
    const { code, out } = desk.run(['verify', address, forged, '--keys', 'keys.json', '--json'], elsewhere);
    expect(code).toBe(1);
    expect(json(out)).toMatchObject([
      { verdict: 'signed', signed: { kind: 'car', subject: 'JTEBU5JR6G5003291' } },
      { verdict: 'wrong-signature', why: 'bad-signature', signed: null, signedText: null },
    ]);
    expect(existsSync(desk.path('no.db'))).toBe(false);
  });

  test('what is a little wrong is asked about, and nothing is made', () => {
    const { code, err } = run('qr', '221865233728', car, '--out', 'none');
    expect([code, err]).toEqual([
      1,
      'yibo qr: nothing public has the code "221865233728". Did you mean "221865233729"?\n',
    ]);
    expect(existsSync(desk.path('none'))).toBe(false);
    expect(run('qr').code).toBe(2);
    expect(run('qr', '--all', 'certificates').code).toBe(2);
    expect(run('qr', '--release', '99').err).toContain('there is no published release 99');
  });

  test('all vehicles of a release go on sheets of A4, twelve on each, with the site in words and the number to type', () => {
    expect(run('qr', '--release', '1', '--format', 'sheet', '--out', 'sheet.html').code).toBe(0);
    const sheet = readFileSync(desk.path('sheet.html'), 'utf8');
    const labels = sheet.split('<g>').length - 1;
    expect(labels).toBeGreaterThan(20);
    expect(sheet.split('<svg ').length - 1).toBe(Math.ceil(labels / 12));
    expect(sheet.split('网址 hotline.example').length - 1).toBe(labels);
    expect(sheet).toContain('>2218 6523 3729<');
    expect(sheet).toContain('>JTEBU5JR6G5003291<');
    expect(sheet).toContain('（示例）');
  });

  test('a list of codes becomes drawings, larger where that is asked for', () => {
    writeFileSync(desk.path('codes.txt'), `JTEBU5JR6G5003291\r\n\n${bottle}\n`);
    expect(run('qr', '--list', 'codes.txt', '--format', 'svg', '--out', 'svg').code).toBe(0);
    expect(readdirSync(desk.path('svg')).sort()).toEqual([`${car}.svg`, `${bottle}.svg`].sort());
    run('qr', car, '--scale', '9', '--out', 'small');
    expect(PNG.sync.read(readFileSync(desk.path(`small/${car}.png`))).width).toBe(53 * 9);
  });

  test('after a key was lost, its stickers are refused, and a new key signs', () => {
    const [address = ''] = run('qr', car, '--format', 'text').out.trim().split('\n');
    const [key = ''] = /[0-9A-Z]{6}(?=\.JTEBU)/.exec(address) ?? [];
    expect(run('sticker', 'keys', 'revoke', key).code).toBe(2);
    expect(run('sticker', 'keys', 'revoke', key, '--from', '2099-01-01').code).toBe(2);
    expect(run('sticker', 'keys', 'revoke', key, '--from', '2026-01-01').out).toContain(
      'revoked from 2026-01-01 00:00',
    );
    expect(run('verify', address)).toMatchObject({ code: 1, out: expect.stringContaining('a key that was lost') });
    expect(run('qr', car).err).toContain('npx yibo sticker keys new');
    expect(run('sticker', 'keys', 'new').code).toBe(0);
    const again = run('qr', car, '--format', 'text').out.trim();
    expect(run('verify', again).code).toBe(0);
    expect(statSync(desk.path('sticker-keys')).mode & 0o077).toBe(0);
  });
});
