import { mkdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { readContentFiles, versionOf } from '../../src/content/files.js';
import { copyContent } from '../content-copy.js';
import { startTestService } from '../service/running.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
const content = desk.path('content');
const own = { YIBO_CONTENT: content };
const change = copyContent(content);
change('menus/main.yaml', '出入境体检', '体检和国际旅行');
afterAll(() => desk.remove());

test('the service answers from the folder that YIBO_CONTENT names', async () => {
  const service = await startTestService(own);
  const page = await (await fetch(`${service.origin}/`, { headers: { 'X-Forwarded-For': '203.0.113.1' } })).text();
  await service.close();
  expect(page).toContain('体检和国际旅行');
});

describe('every command does', () => {
  const version = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    /Version (\w+)/.exec(desk.run(words, env).out)?.[1];
  const theirs = versionOf(readContentFiles(content));

  test('lint, also where the folder is named from where one works', () => {
    expect(version(['lint'], own)).toBe(theirs);
    expect(version(['lint'], { YIBO_CONTENT: 'content' })).toBe(theirs);
    expect(version(['lint'])).not.toBe(theirs);
  });

  test('lint and doctor look at another folder for once with --root', () => {
    expect(version(['lint', '--root', content])).toBe(theirs);
    expect(desk.run(['doctor', '--root', content]).out).toContain(`version ${theirs}`);
  });

  test('import, doctor and retention, which read data/', () => {
    change('data/wines/schema.json', '"name": "wines"', '"name": "vines"');
    expect(desk.run(['import', 'wines', 'x.csv'], own).err).toContain('data/wines/schema.json');
    change('data/wines/schema.json', '"name": "vines"', '"name": "wines"');
    change('data/retention.yaml', 'rules:', 'rulez:');
    expect(desk.run(['doctor'], own).out).toMatch(/✗ retention [^✗]*content\/data\/retention\.yaml:\d+:1 /);
    change('data/retention.yaml', 'rulez:', 'rules:');
  });
});

test.each([
  ['that is not there', 'nowhere', 'is not there'],
  ['without content', 'empty', 'holds neither menus/ nor intents/ nor data/'],
])('a folder %s stops every command, with the remedy', (_, name, what) => {
  if (name === 'empty') mkdirSync(desk.path(name));
  const YIBO_CONTENT = desk.path(name);
  for (const words of [['lint'], ['import', 'wines', 'x.csv'], ['serve'], ['evaluate']]) {
    const { code, err } = desk.run(words, { YIBO_CONTENT, PORT: '0' });
    expect([code, err], words.join()).toEqual([
      1,
      `yibo ${words[0]}: YIBO_CONTENT names ${YIBO_CONTENT}, which ${what}. Correct it, or make the folder: npx yibo init ${YIBO_CONTENT}\n`,
    ]);
  }
  expect(desk.run(['--help'], { YIBO_CONTENT }).code).toBe(0);
});
