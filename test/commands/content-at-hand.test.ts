import { appendFileSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readContentFiles, versionOf } from '../../src/content/files.js';
import { openStore } from '../../src/store/open.js';
import { copyContent } from '../content-copy.js';
import { caseOf } from '../operations/fixtures.js';
import { Desk, root } from './run-yibo.js';

const desk = new Desk();
const caseNo = '2016102100017';
const env = { YIBO_CLOCK: '2016-10-21T10:00:00+08:00' };

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.cases.open({ ...caseOf('call:1'), caseNo, kind: 'complaint', line: 'complaints' });
  const files = readContentFiles(root);
  await store.contents.save(versionOf(files), JSON.stringify(files), 1);
  await store.close();
});
afterAll(() => desk.remove());

test('a mistake in the content does not close the desk: what was good last goes on, and a line says so', () => {
  const content = desk.path('content');
  mkdirSync(content);
  copyContent(content);
  appendFileSync(`${content}/data/calendar/hours.yaml`, '\nopn: [\n');
  const here = { ...env, YIBO_CONTENT: content };
  const commands = [
    ['cases'],
    ['case', caseNo, '--answer', '已经退费'],
    ['missed'],
    ['callbacks'],
    ['calls', '--line', 'food'],
    ['report'],
    ['staff'],
    ['staff', 'away', '食品一', '午餐'],
    ['route', '--line', 'food'],
    ['notice', 'on', '线路繁忙', '--line', 'food'],
  ];
  for (const words of commands) {
    const { code, err } = desk.run(words, here);
    const goesOn = /there are mistakes in the content, and its last good version goes on/;
    expect([words, code, err]).toEqual([words, 0, expect.stringMatching(goesOn)]);
  }
  expect(desk.run(['case', caseNo], here).out).toContain('已经退费');
});
