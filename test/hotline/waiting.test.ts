import { expect, test } from 'vitest';
import type { Waiting } from '../../src/domain/hotline/waiting.js';
import { endOf } from '../../src/hotline/waiting/deadline.js';
import { aheadOf } from '../../src/hotline/waiting/place-in-line.js';
import { likelyRange } from '../../src/hotline/waiting/range.js';

/** Everybody came at 0, and was served after so many seconds each. */
const servedEach = (...seconds: number[]) => {
  let servedAt = 0;
  return seconds.map((one) => {
    servedAt += one * 1_000;
    return { enteredAt: 0, servedAt };
  });
};

test('how fast the line is served says how long it takes, for everybody who stands before and for the caller', () => {
  const every45Seconds = servedEach(10, 45, 45, 45, 45, 45);
  expect(likelyRange(every45Seconds, 0)).toEqual({ from: 1, to: 1 });
  expect(likelyRange(every45Seconds, 4)).toEqual({ from: 3, to: 4 });
  expect(likelyRange(every45Seconds.toReversed(), 7)).toEqual({ from: 6, to: 6 });
  expect(likelyRange(servedEach(10, 30, 60, 90, 120, 300), 1)).toEqual({ from: 2, to: 4 });
});

test('of too few nothing is said, nor of those who came when the line stood empty', () => {
  expect(likelyRange(servedEach(10, 45, 45, 45), 3)).toBeNull();
  const oneByOne = servedEach(10, 45, 45, 45, 45, 45).map((one) => ({ ...one, enteredAt: one.servedAt - 5_000 }));
  expect(likelyRange(oneByOne, 3)).toBeNull();
});

test('whoever came at once stands by the id of the call; whoever is rung for takes nobody from those behind', () => {
  const of = (call: string, enteredAt: number, state: Waiting['state'] = 'waiting'): Waiting => {
    const at = { enteredAt, changedAt: enteredAt, seenAt: enteredAt };
    return { conversationId: call, line: 'food', personId: null, state, ...at };
  };
  const line = [of('a', 1, 'ringing'), of('b', 2), of('c', 2), of('d', 3)];
  expect(aheadOf(line, { conversationId: 'c', enteredAt: 2 })).toEqual({ all: 2, unrung: 1 });
  expect(aheadOf(line, { conversationId: 'e', enteredAt: 2 })).toEqual({ all: 3, unrung: 2 });
});

test('a wait ends at the longest, or sooner where nobody is there', () => {
  const rules = { maxWaitSeconds: 600, maxWaitNobodySeconds: 60 };
  expect(endOf({ since: 0 }, rules)).toBe(600_000);
  expect(endOf({ since: 0, nobodySince: 100_000 }, rules)).toBe(160_000);
  expect(endOf({ since: 0, nobodySince: 590_000 }, rules)).toBe(600_000);
});
