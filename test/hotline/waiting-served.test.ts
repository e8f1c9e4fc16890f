import { expect, test } from 'vitest';
import type { Signals } from '../../src/domain/hotline/seats.js';
import { ServedSignals } from '../../src/hotline/waiting/served.js';

const signals = (isTheirs: boolean) => ({ accepted: async () => isTheirs }) as unknown as Signals;

test('a wait ends when a colleague presses 1, and goes on where another was first', async () => {
  const noted: unknown[] = [];
  const parts = {
    seats: { byId: async () => ({ conversationId: 'call:1' }) as never },
    waiting: { note: async (...told: unknown[]) => void noted.push(told) },
  };
  await new ServedSignals(signals(false), parts).accepted('call:1:0:gate-1', 5);
  expect(noted).toEqual([]);
  expect(await new ServedSignals(signals(true), parts).accepted('call:1:0:gate-2', 7)).toBe(true);
  expect(noted).toEqual([['call:1', 'served', 7]]);
});
