import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths as twilioPaths } from '../../src/channels/twilio/settings.js';
import { paths as wechatPaths } from '../../src/channels/wechat/settings.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { root } from '../commands/run-yibo.js';
import { startTestService, type TestService } from '../service/running.js';

const docs = readFileSync(join(root, 'docs/consoles.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Every setting of the README's table. */
const settings = [...readme.matchAll(/^\| (`[A-Z].*?`) \|/gm)].flatMap(
  ([, names = '']) => names.match(/[A-Z_]+/g) ?? [],
);

describe('the page on consoles', () => {
  test('names no address that is not answered, and each that a console wants', async () => {
    const named = new Set(docs.match(/\/(phone|wechat)\/[a-z]+(\/[a-z]+)*/g));
    const all: readonly string[] = [...Object.values(twilioPaths), ...Object.values(wechatPaths)];
    const posted = async (path: string) =>
      (await fetch(`${service.origin}${path}`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })).status;
    expect(await posted('/phone/twilio/nowhere')).toBe(404);
    for (const path of named) {
      if (docs.includes(`\`${path}/\``)) continue;
      expect(all).toContain(path);
      // An address that is there refuses what nobody signed, or what is no form.
      expect([403, 415], path).toContain(await posted(path));
    }
    const { voice, fallback, status } = twilioPaths;
    for (const path of [voice, fallback, status, wechatPaths.official]) expect(named).toContain(path);
  });

  test('names no setting that there is not, and each of its channels', () => {
    expect(settings.length).toBeGreaterThan(20);
    const named = new Set(docs.match(/\b[A-Z]+(_[A-Z]+)+\b/g));
    for (const name of named) expect(settings).toContain(name);
    const ours = settings.filter((name) => /^(TWILIO|WECHAT|WECHATY|PHONE)_/.test(name));
    expect(ours.filter((name) => !named.has(name))).toEqual(['WECHAT_API_BASE', 'WECHAT_DEADLINE_MS']);
  });

  test('names only commands and files that there are', () => {
    const sources = readdirSync(join(root, 'src/commands')).filter((file) => file.endsWith('.ts'));
    const commands = sources.map((file) => readFileSync(join(root, 'src/commands', file), 'utf8')).join('\n');
    for (const [, name] of docs.matchAll(/npx yibo ([a-z-]+)/g)) expect(commands).toContain(`.command('${name}`);
    for (const [file] of docs.matchAll(/\b(data|menus)\/[a-z/.-]+/g))
      expect(existsSync(join(root, file)), file).toBe(true);
  });

  test('has a menu that WeChat takes, whose every tap is answered, and which the simulator shows', async () => {
    interface Button {
      readonly type?: string;
      readonly name: string;
      readonly key?: string;
      readonly sub_button?: readonly Button[];
    }
    const { button } = JSON.parse(/```json\n(.*?)```/s.exec(docs)?.[1] ?? '') as { button: readonly Button[] };
    const below = button.flatMap(({ sub_button = [] }) => sub_button);
    const page = readFileSync(join(root, 'src/simulator-page/index.html'), 'utf8');
    expect(button.length).toBeLessThanOrEqual(3);
    for (const { name } of button) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16);
    for (const { name } of below) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(60);
    for (const { name } of [...button, ...below]) expect(page).toContain(`>${name}</button>`);
    const { origin: deliverTo, publicBaseUrl, secrets } = service;
    const user = new WechatUser(
      { deliverTo, publicBaseUrl, ...secrets.wechat },
      { now: () => Date.parse('2016-10-21T10:00:00+08:00') },
    );
    const nowhere = await user.tap('no-such-place');
    for (const { type, name, key = '' } of [...button, ...below]) {
      if (type !== 'click') continue;
      const reply = await user.tap(key);
      expect([name, reply.kind]).toEqual([name, 'text']);
      if (key !== 'main') expect(reply).not.toEqual(nowhere);
      expect(page).toContain(`data-tap="${key}"`);
    }
  });
});

test('the README leads to it', () => {
  expect(readme).toContain('](docs/consoles.md)');
  expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toContain('](consoles.md');
});
