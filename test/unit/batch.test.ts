import { expect, test } from 'vitest';
import { Batch } from '../../src/database/batch.js';

/** Work that ends when it is told to, and what it was given each time. */
function work() {
  const given: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const done = (items: readonly number[]) => {
    given.push(items);
    return new Promise<readonly number[]>((resolve) => ends.push(() => resolve(items.map((item) => item * 10))));
  };
  return { given, ends, done };
}

const rounds = async (count: number) => {
  for (let round = 0; round < count; round++) await new Promise((resolve) => setImmediate(resolve));
};

test('whoever comes alone is begun with after one round of the event loop, and waits for nobody', async () => {
  const { given, ends, done } = work();
  const result = new Batch(done, 10).add(7);
  await rounds(2);
  expect(given).toEqual([[7]]);
  ends[0]?.();
  expect(await result).toBe(70);
});

test('what comes while others are worked on goes together, in its order', async () => {
  const { given, ends, done } = work();
  const batch = new Batch(done, 3);
  const results = [1, 2, 3, 4, 5].map((item) => batch.add(item));
  await rounds(2);
  expect(given).toEqual([[1, 2, 3]]);
  ends[0]?.();
  await rounds(6);
  expect(given).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  ends[1]?.();
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50]);
});

test('where some came together the last time, others are waited for, and not for long', async () => {
  const { given, ends, done } = work();
  const batch = new Batch(done, 10, 4);
  const first = [batch.add(1), batch.add(2)];
  await rounds(2);
  const third = batch.add(3);
  ends[0]?.();
  await Promise.all(first);
  await rounds(1);
  const fourth = batch.add(4);
  await rounds(6);
  expect(given).toEqual([
    [1, 2],
    [3, 4],
  ]);
  ends[1]?.();
  expect(await Promise.all([third, fourth])).toEqual([30, 40]);
});

test('where one is enough, what comes in one moment is begun with before the event loop goes on', async () => {
  const { given, ends, done } = work();
  const batch = new Batch(done, 10, 1);
  const results = [batch.add(1), batch.add(2)];
  await Promise.resolve();
  expect(given).toEqual([[1, 2]]);
  ends[0]?.();
  expect(await Promise.all(results)).toEqual([10, 20]);
});

test('a batch that fails fails for each, and the next is worked on', async () => {
  let times = 0;
  const batch = new Batch<number, number>(async (items) => {
    times += 1;
    if (times === 1) throw new Error('no room');
    return times === 2 ? [] : items;
  }, 2);
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => batch.add(item)));
  expect(results.map((one) => (one.status === 'rejected' ? one.reason.message : one.value))).toEqual([
    ...['no room', 'no room'],
    ...['a batch gave fewer results than it had items', 'a batch gave fewer results than it had items'],
    5,
  ]);
});
