import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService } from '../service/running.js';
import { Desk, root as home } from './run-yibo.js';

const desk = new Desk();
const folder = desk.path('own');
const own = { YIBO_CONTENT: folder };
afterAll(() => desk.remove());

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const note = () => JSON.parse(read('yibo-content.json')) as { files: Record<string, string> };

/** Makes the folder one of a version before, in which a file read otherwise. */
function asBefore(path: string, text: string | null): void {
  const { files, ...rest } = note();
  if (text === null) {
    delete files[path];
    rmSync(join(folder, path));
  } else {
    files[path] = createHash('sha256').update(text).digest('hex');
    write(path, text);
  }
  write('yibo-content.json', JSON.stringify({ ...rest, files }));
}

const phrases = 'data/phrases/zh-CN.yaml';
const added = 'data/evaluation/letters.jsonl';
beforeAll(() => {
  const made = desk.run(['init', 'own']);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(made.out).toContain(`Set YIBO_CONTENT=${folder}`);
  // The version before had no page, said another goodbye, had fewer questions, and another menu; the bureau has people of its own, and words of its own.
  const older = read(phrases).replace(/^page\..*\n/gm, '');
  asBefore(phrases, older);
  write(phrases, `${older.replace('一拨就灵。', '一拨就灵，您好。')}was.said.before: 从前的话\n`);
  asBefore(added, null);
  asBefore('menus/self-service.yaml', read('menus/self-service.yaml').replace('自助查询。', '旧的自助查询。'));
  write('data/staff/lines.yaml', read('data/staff/lines.yaml').replace('general:', '# 本局\ngeneral:'));
});

test('a service starts on the content of a version before, and says what is missing in its own words', async () => {
  const service = await startTestService(own);
  const page = await (await fetch(`${service.origin}/`, { headers: { Via: 'x' } })).text();
  await service.close();
  expect(page).toContain('拨打热线 65661890，随时可以按键');
  expect(page).toContain('天津检验检疫 一拨就灵');
});

test('lint says what the version wants changed, file by file, and is content all the same', () => {
  const { code, err } = desk.run(['lint'], own);
  expect(code).toBe(0);
  expect(err).toContain(`${phrases}:`);
  expect(err).toMatch(/lacks the phrase "page\.title": this version's own words are said\. Add it\. {2}\(warning\)/);
  expect(err).toMatch(/was\.said\.before is a phrase that is never said\. Remove it\./);
  expect(err).toContain(`${added}:1:1  and 1 others are changed in Yibo since`);
  expect(err).toContain(
    `diff ${join(home, phrases)} ${join(folder, phrases)}; then npx yibo update-content --keep ${phrases}`,
  );
  expect(err).not.toContain('lines.yaml');
});

test('update-content takes up what the bureau has not edited, after it has shown it', () => {
  const before = read('menus/self-service.yaml');
  const dry = desk.run(['update-content', '--dry-run'], own);
  expect(dry.out).toBe(
    `added  ${added}\nchanged  menus/self-service.yaml\n2 files would be taken up (dry run: nothing was changed), 1 left to you.\n`,
  );
  expect(read('menus/self-service.yaml')).toBe(before);
  const ours = [read(phrases), read('data/staff/lines.yaml')];
  expect(desk.run(['update-content'], own).out).toContain('2 files taken up, 1 left to you.');
  expect(read('menus/self-service.yaml')).toBe(readFileSync(join(home, 'menus/self-service.yaml'), 'utf8'));
  expect(read(added)).toBe(readFileSync(join(home, added), 'utf8'));
  expect([read(phrases), read('data/staff/lines.yaml')]).toEqual(ours);
});

test('what was brought together is not spoken of again', () => {
  const kept = desk.run(['update-content', '--keep', phrases], own);
  expect([kept.code, kept.out]).toEqual([0, `Nothing is left to be taken up.\n`]);
  expect(desk.run(['lint'], own).err).not.toContain('update-content');
});

test.each([
  ['without a folder of one’s own', ['update-content'], {}, 'YIBO_CONTENT is not set'],
  [
    'a file that nothing is wanted of',
    ['update-content', '--keep', 'menus/x.yaml'],
    own,
    '--keep menus/x.yaml: this version wants nothing',
  ],
])('%s is wrong usage', (_, words, env, said) => {
  const { code, err } = desk.run(words, env);
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
});

test('a folder that tells nothing of where it came from is told of', () => {
  rmSync(join(folder, 'yibo-content.json'));
  expect(desk.run(['lint'], own).err).toMatch(/^yibo-content\.json:1:1 {2}is not there: .*yibo init makes one/);
  expect(desk.run(['update-content'], own)).toMatchObject({
    code: 2,
    err: expect.stringContaining('has no yibo-content.json'),
  });
});
