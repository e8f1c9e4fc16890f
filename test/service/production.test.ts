import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { buildImage, link } from './image.js';
import { giveToService, Installed } from './installed.js';
import { accounts, publicBaseUrl } from './process.js';

/** A year of a bureau with Yibo, in a clean folder and with packages of production only: each test goes on where the one before ended. */
const base = mkdtempSync(join(tmpdir(), 'yibo-production-'));
const own = join(base, 'own');
const [volume, content] = [join(own, 'var'), join(own, 'content')];

let before: Installed;
let now: Installed;
beforeAll(() => {
  chmodSync(base, 0o755);
  for (const folder of [own, volume]) {
    mkdirSync(folder);
    giveToService(folder);
  }
  const image = buildImage(join(base, 'image'));
  const older = join(base, 'before');
  link(image, older);
  makeOlder(older);
  before = new Installed(older, volume, { YIBO_CONTENT: content });
  now = new Installed(image, volume, { YIBO_CONTENT: content });
});
afterAll(async () => {
  await before?.stop();
  await now?.stop();
  rmSync(base, { recursive: true, force: true });
});

/** The version before: it did not know a phrase that is said now, and its menu for self-service began otherwise. */
function makeOlder(folder: string): void {
  const edit = (path: string, change: (text: string) => string) => {
    const file = join(folder, path);
    const [was, is] = [readFileSync(file, 'utf8'), change(readFileSync(file, 'utf8'))];
    expect(is, path).not.toBe(was);
    // The file itself is shared with the version now.
    rmSync(file);
    writeFileSync(file, is);
  };
  edit('dist/domain/language/page-phrases.js', (text) => text.replace(/^\s*'page\.data': \[\],\n/m, ''));
  edit('data/phrases/zh-CN.yaml', (text) => text.replace(/^page\.data: .*\n/m, ''));
  edit('menus/self-service.yaml', (text) => text.replace('自助查询。', '从前的自助查询。'));
}

/** The provider calls the public address, whichever installation is behind it. */
let serving: Installed;
const provider = {
  get deliverTo() {
    return serving.origin;
  },
  publicBaseUrl,
  ...accounts.twilio,
};
async function serve(service: Installed, more: NodeJS.ProcessEnv = {}): Promise<void> {
  await service.start(more);
  serving = service;
}
const said = (heard: readonly Heard[]) => heard.map((one) => (one.kind === 'says' ? one.words : '')).join('');

test('the image has no package of development, no compiler, and no file but those it is made of', () => {
  const packages = readdirSync(join(now.folder, 'node_modules'));
  expect(packages).toContain('express');
  for (const name of ['typescript', '@typescript', '@types', 'vitest', '@biomejs', 'fast-check', 'playwright-core'])
    expect(packages).not.toContain(name);
  expect(readdirSync(now.folder).sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'data',
      'dist',
      'docs',
      'intents',
      'menus',
      'node_modules',
      'package.json',
      'src',
      'tsconfig.json',
      'var',
    ].sort(),
  );
});

let call: TwilioCall;
describe('the first day', () => {
  test('a folder of own content is made, and staff are written into it', () => {
    const made = before.run(['init', content]);
    expect([made.code, made.err]).toEqual([0, '']);
    const lines = join(content, 'data/staff/lines.yaml');
    writeFileSync(lines, `# 本局同事\n${readFileSync(lines, 'utf8')}`);
  });

  test('it starts in production, as nobody in particular, and takes the first call', async () => {
    const files = before.files();
    await serve(before);
    const [port] = /\d+$/.exec(before.origin) ?? [''];
    expect([before.isHealthy(port), before.isHealthy('1')]).toEqual([true, false]);
    expect((await fetch(`${before.origin}/simulator/`)).status).toBe(404);
    call = new TwilioCall(provider);
    await call.ring();
    expect(said(await call.press('*'))).toMatch(/^从前的自助查询。/);
    expect(before.files()).toEqual(files);
  });

  test('an unsigned call is refused', async () => {
    const answer = await fetch(`${before.origin}/phone/twilio/voice`, {
      method: 'POST',
      body: new URLSearchParams({ CallSid: 'x' }),
    });
    expect(answer.status).toBe(403);
  });

  test('it is backed up while it runs, and ends when it is told to', async () => {
    const backup = before.run(['backup', 'var/first.jsonl.gz']);
    expect([backup.code, backup.out]).toEqual([0, expect.stringContaining('It was read again and is whole.')]);
    expect(await before.stop()).toBe(0);
  });
});

describe('an update', () => {
  test('says what it wants changed, and touches nothing that the bureau has written', () => {
    const linted = now.run(['lint']);
    expect(linted.code).toBe(0);
    expect(linted.err).toContain('lacks the phrase "page.data": this version\'s own words are said.');
    expect(linted.err).toContain('npx yibo update-content');
    expect(linted.err).not.toContain('lines.yaml:1:1  has changed');
  });

  test('starts before anybody has done anything about it, and the call under way goes on with its words', async () => {
    const files = now.files();
    await serve(now);
    expect((await fetch(`${now.origin}/`)).status).toBe(200);
    expect(said(await call.press('#'))).toMatch(/^从前的自助查询。/);
    expect(now.files()).toEqual(files);
  });

  test('is taken up, and the next caller hears it; the call under way does not', async () => {
    const taken = now.run(['update-content']);
    expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('changed  menus/self-service.yaml')]);
    expect(readFileSync(join(content, 'data/staff/lines.yaml'), 'utf8')).toMatch(/^# 本局同事\n/);
    expect(now.run(['lint']).err).not.toMatch(/page\.data|update-content/);
    expect(await now.stop()).toBe(0);
    await serve(now);
    const next = new TwilioCall(provider);
    await next.ring();
    expect(said(await next.press('*'))).toMatch(/^自助查询。/);
    expect(said(await call.press('#'))).toMatch(/^从前的自助查询。/);
    expect(await now.stop()).toBe(0);
  });
});

test('a backup is restored into a new database, and the call goes on from it', async () => {
  const backup = now.run(['backup', 'var/last.jsonl.gz']);
  expect(backup.code).toBe(0);
  const restored = { DATABASE_URL: 'sqlite:var/restored.db' };
  expect(now.run(['restore', 'var/last.jsonl.gz'], restored).code).toBe(0);
  expect(existsSync(join(volume, 'restored.db'))).toBe(true);
  expect(now.run(['audit'], restored).code).toBe(0);
  await serve(now, restored);
  expect(said(await call.press('1'))).toContain('请输入十五位报检号');
  await call.hangUp();
  expect(await now.stop()).toBe(0);
});
