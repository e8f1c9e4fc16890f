import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { teachSayings } from '../../src/content/teach-sayings.js';

const root = mkdtempSync(join(tmpdir(), 'yibo-teach-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const pets = join(root, 'intents/animals/pets.yaml');
const wine = join(root, 'intents/wine.yml');
const before = {
  [pets]: 'intent: pet-entry\nsayings: |\n  带猫入境\n',
  [wine]: 'intent: wine\nsayings: |\n  红酒\n\n\n',
};

beforeEach(() => {
  mkdirSync(join(root, 'intents/animals'), { recursive: true });
  for (const [file, text] of Object.entries(before)) writeFileSync(file, text);
});
const now = () => Object.fromEntries(Object.keys(before).map((file) => [file, readFileSync(file, 'utf8')]));

const lessons = [
  { intent: 'pet-entry', messages: ['带猫入境', ' 我家 \n 狗 '] },
  { intent: 'wine', messages: ['查一瓶酒'] },
  { intent: 'pet-entry', messages: ['鹦鹉'] },
];
const taught = {
  [pets]: 'intent: pet-entry\nsayings: |\n  带猫入境\n  我家 狗\n  鹦鹉\n',
  [wine]: 'intent: wine\nsayings: |\n  红酒\n  查一瓶酒\n',
};

test('sayings that are new go to the end of their files, and are judged there', async () => {
  const judge = vi.fn(async () => {
    expect(now()).toEqual(taught);
    return [];
  });
  const onAdded = vi.fn();
  const report = await teachSayings({ root, lessons, judge, onAdded });
  expect(judge).toHaveBeenCalledOnce();
  expect(now()).toEqual(taught);
  expect(report).toEqual({
    added: [
      { file: pets, intent: 'pet-entry', sayings: ['我家 狗'] },
      { file: wine, intent: 'wine', sayings: ['查一瓶酒'] },
      { file: pets, intent: 'pet-entry', sayings: ['鹦鹉'] },
    ],
    worse: [],
  });
  expect(onAdded.mock.calls).toEqual(report.added.map((one) => [one]));
});

test('what makes it worse is taken back', async () => {
  const worse = ['the right intent: 80.0%, was 90.0%'];
  expect((await teachSayings({ root, lessons, judge: async () => worse })).worse).toEqual(worse);
  expect(now()).toEqual(before);
});

test('so is what cannot be judged', async () => {
  const judge = () => Promise.reject(new Error('two intents say 鹦鹉'));
  await expect(teachSayings({ root, lessons, judge })).rejects.toThrow('two intents say 鹦鹉');
  expect(now()).toEqual(before);
});

test('an intent without a file is refused before any file is touched', async () => {
  const judge = vi.fn();
  const more = [...lessons, { intent: 'pet', messages: ['x'] }];
  await expect(teachSayings({ root, lessons: more, judge })).rejects.toMatchObject({
    code: 'intent-without-file',
    message: 'no file in intents/ holds the intent "pet".',
  });
  expect(now()).toEqual(before);
  expect(judge).not.toHaveBeenCalled();
});
