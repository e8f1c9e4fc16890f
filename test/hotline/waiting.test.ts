import { expect, test } from 'vitest';
import type { Waiting } from '../../src/domain/hotline/waiting.js';
import { endOf } from '../../src/hotline/waiting/deadline.js';
import { aheadOf } from '../../src/hotline/waiting/place-in-line.js';
import { likelyRange } from '../../src/hotline/waiting/range.js';

const minutes = (...of: number[]) => of.map((one) => one * 60_000);

test('the middle half of the last waits says how long it may take, less what was waited', () => {
  const waits = minutes(1, 2, 3, 4, 5, 6, 7);
  expect(likelyRange(waits, 0)).toEqual({ from: 2, to: 6 });
  expect(likelyRange(waits, 60_000)).toEqual({ from: 1, to: 5 });
  expect(likelyRange(waits, 5.5 * 60_000)).toEqual({ from: 1, to: 1 });
});

test('once it is overdue, or known of too few, nothing is said', () => {
  expect(likelyRange(minutes(1, 2, 3, 4, 5, 6, 7), 6 * 60_000)).toBeNull();
  expect(likelyRange(minutes(3, 3, 3, 3), 0)).toBeNull();
  // Whoever was rung for at once did not wait.
  expect(likelyRange([...minutes(3, 3, 3, 3), 5_000, 0], 0)).toBeNull();
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
