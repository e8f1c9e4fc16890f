import { expect, test } from 'vitest';
import type { Attendance } from '../../src/domain/hotline/seats.js';
import type { Waiting } from '../../src/domain/hotline/waiting.js';
import { isTheirTurn } from '../../src/hotline/waiting/their-turn.js';

const ten = Date.parse('2016-10-21T10:00:00+08:00');
const minutes = (of: number) => of * 60_000;
const asked = { line: 'food', conversationId: 'call:b', enteredAt: ten, dueAt: ten };

const waits = (conversationId: string, enteredAt: number, state: Waiting['state'] = 'waiting'): Waiting => {
  return { conversationId, line: 'food', personId: null, enteredAt, state, changedAt: enteredAt, seenAt: enteredAt };
};
const isTurn = (attendance: Attendance, line: readonly Waiting[], after = minutes(1)) =>
  isTheirTurn(asked, ten + after, {
    waiting: { inLine: async () => line },
    seats: { attendance: async () => attendance },
  });

test('whoever is to be called back comes after those who came before them, and before those who came later', async () => {
  expect(await isTurn('free', [waits('call:a', ten - 1)])).toBe(false);
  expect(await isTurn('free', [waits('call:a', ten)])).toBe(false);
  expect(
    await isTurn('free', [waits('call:a', ten - 1, 'ringing'), waits('call:c', ten), waits('call:d', ten + 1)]),
  ).toBe(true);
});

test('while all are busy they are not rung to wait; after two minutes they are the next, unless nobody is there', async () => {
  expect(await isTurn('busy', [])).toBe(false);
  expect(await isTurn('busy', [], minutes(2))).toBe(true);
  expect(await isTurn('nobody', [], minutes(30))).toBe(false);
});
