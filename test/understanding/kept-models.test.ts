import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keptModel, learnAndKeep, modelFor, nameOf } from '../../src/understanding/model/kept-models.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

const examples = ['狗怎么入境', '猫怎么入境', '红酒哪里查', '白酒哪里查'].map((text, n) => ({
  text,
  intent: n < 2 ? 'pet' : 'wine',
  isOutside: n > 1,
}));
const file = `${nameOf(examples)}.model`;

/** Learns, and counts how often there was something to learn. */
async function learn(folders: readonly string[]): Promise<number> {
  let steps = 0;
  await modelFor(examples, folders, (given, into) => learnAndKeep(given, into, () => (steps += 1)));
  return steps;
}

test('what is learnt is kept in the last folder, and the first is left as an install made it', async () => {
  const [installed, kept] = [join(folder, 'installed'), join(folder, 'var/models')];
  expect(await learn([installed, kept])).toBeGreaterThan(0);
  expect([existsSync(installed), readdirSync(kept)]).toEqual([false, [file]]);
  expect(await learn([installed, kept])).toBe(0);
});

test('what the install has learnt is not learnt again', async () => {
  const [installed, kept] = [join(folder, 'a'), join(folder, 'b')];
  await learn([installed]);
  expect(await learn([installed, kept])).toBe(0);
  expect(existsSync(kept)).toBe(false);
});

test('a model that is in use is not read again, and one that was written since is', async () => {
  const kept = join(folder, 'c');
  await learn([kept]);
  const model = await keptModel(examples, [kept]);
  expect(await keptModel(examples, [kept])).toBe(model);
  writeFileSync(join(kept, file), readFileSync(join(kept, file)));
  const again = await keptModel(examples, [kept]);
  expect(again).not.toBe(model);
  expect(again).toEqual(model);
  writeFileSync(join(kept, file), 'damaged');
  expect(await keptModel(examples, [kept])).toBeNull();
});

test('where nothing can be kept, it is learnt all the same', async () => {
  const blocked = join(folder, 'a-file');
  writeFileSync(blocked, '');
  expect(await learn([join(blocked, 'models')])).toBeGreaterThan(0);
  expect(await learn([join(blocked, 'models')])).toBeGreaterThan(0);
});
