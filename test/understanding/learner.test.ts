import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptModel, learnAndKeep } from '../../src/understanding/model/kept-models.js';
import { Learner, LearningBrokenOff } from '../../src/understanding/model/learner.js';
import { bytesOfModel } from '../../src/understanding/model/model-bytes.js';
import type { Example } from '../../src/understanding/model/train.js';

function examplesOf(intents: number): Example[] {
  const texts = ['带狗回国要什么手续', '进口红酒要什么标签', '出国体检多少钱', '狗怎么入境', '体检要空腹吗'];
  return Array.from({ length: intents }, (_, n) =>
    texts.map((text) => ({ text: `${text}${n}`, intent: `i${n}`, isOutside: n > 0 })),
  ).flat();
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-learner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a thread learns what would be learnt here, byte for byte, keeps it, and others work meanwhile', async () => {
  const [apart, here] = [newFolder(), newFolder()];
  const examples = examplesOf(3);
  let isLearnt = false;
  let turns = 0;
  const others = (async () => {
    for (; !isLearnt; turns++) await new Promise((resolve) => setTimeout(resolve, 1));
  })();
  const progress: number[] = [];
  const model = await new Learner().learn(examples, [apart], (done) => progress.push(done));
  isLearnt = true;
  await others;
  expect(turns).toBeGreaterThan(10);
  expect(progress).toEqual([1, 2, 3]);
  const bytes = bytesOfModel(model);
  expect(bytes.equals(bytesOfModel(await learnAndKeep(examples, [here])))).toBe(true);
  const kept = await keptModel(examples, [apart]);
  expect(kept && bytesOfModel(kept).equals(bytes)).toBe(true);
});

test('a thread that falls over is a failed learning and no more: the next one learns', async () => {
  const folder = newFolder();
  await expect(new Learner({ maxMb: 4 }).learn(examplesOf(3), [folder])).rejects.toThrow(LearningBrokenOff);
  const missing = new Learner({ thread: new URL('file:///there/is/no/such-thread.js') });
  await expect(missing.learn(examplesOf(3), [folder])).rejects.toThrow(LearningBrokenOff);
  expect(readdirSync(folder)).toEqual([]);
  const learner = new Learner();
  const models = await Promise.all([learner.learn(examplesOf(3), [folder]), learner.learn(examplesOf(4), [folder])]);
  expect(models.map(({ intents }) => intents.length)).toEqual([3, 4]);
});

test('closing ends what is being learnt and what waits, and leaves no half of a model', async () => {
  const folder = newFolder();
  const learner = new Learner();
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const running = learner.learn(examplesOf(4000), [folder], begin);
  const waiting = learner.learn(examplesOf(3), [folder]);
  const ended = Promise.allSettled([running, waiting]);
  await begun;
  await learner.close();
  expect(await ended).toMatchObject([
    { reason: expect.any(LearningBrokenOff) },
    { reason: expect.any(LearningBrokenOff) },
  ]);
  expect(readdirSync(folder)).toEqual([]);
});
