import { expect, test } from 'vitest';
import { Remembered } from '../../src/domain/care/remembered.js';

function counted() {
  const clock = { ms: 0 };
  const asked: string[] = [];
  const answers = { fails: false };
  const remembered = new Remembered(
    async (key: string) => {
      asked.push(key);
      if (answers.fails) throw new Error('gone');
      return `${key} ${asked.length}`;
    },
    2_000,
    () => clock.ms,
  );
  return { clock, asked, answers, remembered };
}

test('of many who ask within its time one reads, and each key is its own', async () => {
  const { clock, asked, remembered } = counted();
  expect(await Promise.all([remembered.of('a'), remembered.of('a'), remembered.of('b')])).toEqual([
    'a 1',
    'a 1',
    'b 2',
  ]);
  clock.ms = 1_999;
  expect(await remembered.of('a')).toBe('a 1');
  clock.ms = 2_000;
  expect(await remembered.of('a')).toBe('a 3');
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('a failure is told to whoever waited for it, and not remembered', async () => {
  const { answers, remembered } = counted();
  answers.fails = true;
  const both = await Promise.allSettled([remembered.of('a'), remembered.of('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  answers.fails = false;
  expect(await remembered.of('a')).toBe('a 2');
});

test('what is forgotten is read anew, and the first that was read goes first when there are too many', async () => {
  const { asked, remembered } = counted();
  await remembered.of('a');
  remembered.forget();
  expect(await remembered.of('a')).toBe('a 2');
  for (let n = 0; n < 256; n++) await remembered.of(`other ${n}`);
  await remembered.of('other 0');
  expect(asked).toHaveLength(258);
  await remembered.of('a');
  expect(asked).toHaveLength(259);
});
